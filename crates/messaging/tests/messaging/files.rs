use actix_web::web::Bytes;
use domain::FileId;
use domain::messaging::{FileState, MessageKind};
use messaging::redact::redact;
use platform::audit::Actor;
use platform::files::{self, NewFile};

use crate::world::{World, on_each, with_files};

async fn upload(w: &World) -> FileId {
    let new = NewFile { name: "letter.txt".into(), media_type: "text/plain; charset=utf-8", owner: w.maya.person };
    let body = futures_util::stream::once(std::future::ready(Ok(Bytes::from_static(b"planted"))));
    files::write(&w.platform, w.scope, new, 100, body).await.expect("kept").id()
}

#[tokio::test]
async fn m4_files_go_with_one_message_and_are_gone_with_it() {
    on_each(async |w| {
        let file = upload(w).await;
        let refused = w.send_as(&w.jordan, w.conversation, MessageKind::Message, &with_files("mine", vec![file])).await;
        assert_eq!(refused.err().expect("refused").errors[0].pointer, "/files/0");
        w.send_as(&w.maya, w.conversation, MessageKind::Message, &with_files("", vec![file])).await.expect("sent");
        let refused = w.send_as(&w.maya, w.conversation, MessageKind::Message, &with_files("again", vec![file])).await;
        assert_eq!(refused.err().expect("refused").errors[0].code, "file");
        let shown = w.sees(&w.jordan).await.expect("a page");
        assert_eq!(shown.len(), 1, "nothing of what was refused stayed");
        let attached = &shown[0].files[0];
        assert_eq!((attached.id, attached.name.as_str(), attached.bytes, attached.state), (file, "letter.txt", 7, FileState::Ready));
        redact(&w.platform, &w.jordan, Actor::system(), shown[0].id, "x").await.expect("redacted");
        let left = &w.sees(&w.maya).await.expect("a page")[0].files[0];
        assert_eq!((left.name.as_str(), left.state), ("", FileState::Redacted));
        assert_eq!(w.count("file_chunks").await, 0);
    })
    .await;
}
