//! S5: the practice's logo.

use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(s5_a_logo_is_drawn_again_shown_and_removed, s5_what_is_no_picture_is_refused);

/// One red pixel (PNG, 69 bytes).
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

fn pixel() -> Vec<u8> {
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, PIXEL).expect("base64")
}

async fn s5_a_logo_is_drawn_again_shown_and_removed(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let mut file = pixel();
    file.extend_from_slice(b"<script>trailing</script>");
    assert_eq!(owner.get_public_logo(&practice.slug).await.refused(), refusal(404, "not_found"));
    let saved = owner.upload_logo(&once(), "image/png", file).await.expect("uploaded");
    let path = saved.logo_path.expect("a path");
    let reply = house.raw().get(&path).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("image/png")));
    assert!(reply.body.starts_with(b"\x89PNG") && !reply.text().contains("script"), "what was behind the picture is gone");
    assert!(reply.header("content-security-policy").is_some() && reply.header("x-content-type-options") == Some("nosniff"));
    let etag = reply.header("etag").expect("an ETag").to_owned();
    let seen = house.raw().with("if-none-match", &etag).get(&path).await;
    assert_eq!((seen.status, seen.body.len()), (304, 0));
    owner.remove_logo(&once()).await.expect("removed");
    assert_eq!(owner.get_public_logo(&practice.slug).await.refused(), refusal(404, "not_found"));
    assert_eq!(owner.get_practice().await.expect("the practice").logo_path, None);
}

async fn s5_what_is_no_picture_is_refused(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    assert_eq!(owner.upload_logo(&once(), "image/png", b"<svg onload=alert(1)>".to_vec()).await.refused(), refusal(422, "not_an_image"));
    assert_eq!(owner.upload_logo(&once(), "image/svg+xml", b"<svg/>".to_vec()).await.refused().0, 415);
    assert_eq!(owner.upload_logo(&once(), "image/png", vec![0; 1024 * 1024 + 1]).await.refused(), refusal(413, "too_large"));
    // A small file that says it is enormous.
    let mut bomb = pixel();
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    assert_eq!(owner.upload_logo(&once(), "image/png", bomb).await.refused(), refusal(422, "not_an_image"));
    assert_eq!(owner.get_practice().await.expect("the practice").logo_path, None);
}
