use actix_web::body::to_bytes;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use platform::Platform;
use platform::db::Scope;
use platform::files::{self, Model};
use platform::live::Person;
use platform::problem::Problem;

use crate::place::on_each;
use crate::practice::{self, PRACTICE, STAFF};

const SCOPE: Scope = Scope { practice: PRACTICE };

async fn take_in(platform: &Platform, name: &str, bytes: &[u8]) -> Result<Model, Problem> {
    let request = TestRequest::post().insert_header((CONTENT_DISPOSITION, domain::files::name::attachment(name))).to_http_request();
    files::take_in(platform, SCOPE, Person::staff(PRACTICE, STAFF), &request, Bytes::copy_from_slice(bytes)).await
}

#[tokio::test]
async fn m4_a_file_is_kept_as_what_it_is_and_handed_out_to_be_saved_until_it_is_erased() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let long = "words ".repeat(100_000);
        let file = take_in(&platform, "Grüße.html", long.as_bytes()).await.expect("kept");
        let answer = files::hand_out(&platform, SCOPE, &file).expect("an answer");
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned).unwrap_or_default();
        assert_eq!(header(CONTENT_TYPE), "text/plain; charset=utf-8");
        assert_eq!(header(CONTENT_DISPOSITION), "attachment; filename=\"Gr__e.html.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.html.txt");
        assert_eq!(header(CONTENT_SECURITY_POLICY), "sandbox; default-src 'none'");
        assert_eq!(header(CONTENT_LENGTH), long.len().to_string());
        let content = to_bytes(answer.into_body()).await.expect("read");
        assert!(content == long);
        let tx = platform.db.write().await.expect("a transaction");
        files::erase(&*tx, SCOPE, file.id(), platform.clock.now()).await.expect("erased");
        tx.commit().await.expect("kept");
        let erased = files::find(platform.db.read(), SCOPE, file.id()).await.expect("read").expect("it stays");
        assert_eq!(files::hand_out(&platform, SCOPE, &erased).expect_err("nothing is left").status.as_u16(), 404);
    })
    .await;
}

#[tokio::test]
async fn m4_what_does_not_go_and_what_is_too_much_is_refused() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let mine = Person::staff(PRACTICE, STAFF);
        for (bytes, code) in [
            (b"".as_slice(), "file_empty"),
            (b"<html>", "file_kind"),
            (b"\x89PNG\r\n\x1a\n", "file_broken"),
            (b"PK\x03\x04", "file_broken"),
        ] {
            let refused = take_in(&platform, "a.txt", bytes).await.expect_err("refused");
            assert_eq!((refused.status.as_u16(), refused.code), (422, code));
        }
        assert_eq!(files::count_loose(platform.db.read(), SCOPE, mine).await.expect("counted"), 0);
        for _ in 0..30 {
            take_in(&platform, "a.txt", b"a").await.expect("kept");
        }
        let refused = take_in(&platform, "a.txt", b"a").await.expect_err("refused");
        assert_eq!((refused.status.as_u16(), refused.code), (409, "too_many_files"));
    })
    .await;
}
