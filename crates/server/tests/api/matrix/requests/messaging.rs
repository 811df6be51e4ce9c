//! Messages: the conversation of Maya with the clinician, and what is done in it.

use domain::messaging::{
    ArchiveConversation, AssignConversation, EndPush, MarkRead, OpenConversation, OpenMessageLink, OpenMyConversation, PushSubscription,
    Redact, SaveDraft, SendMessage, StaffMessaging,
};
use domain::practice::slug::Slug;
use domain::{ConversationId, FileId, MailId, MessageId};
use messaging::store::links;
use platform::db::Scope;

use super::{Body, to_json};
use crate::harness::{Practice, once};
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, _: Caller) -> Option<(String, Body)> {
    let (none, clinician) = (String::new(), world.clinician.id);
    let conversation = world.conversation;
    let of_it = |body| Some((conversation.to_string(), body));
    match name {
        "list_my_conversations" | "get_my_unread" | "stream_my_events" | "list_conversations" | "get_unread" | "stream_events" => {
            Some((none, Body::None))
        }
        "open_my_conversation" => Some((none, to_json(&OpenMyConversation { staff_id: Some(clinician) }))),
        "open_conversation" => Some((none, to_json(&OpenConversation { client_id: world.maya.id, staff_id: Some(clinician) }))),
        "get_my_conversation"
        | "list_my_messages"
        | "get_my_draft"
        | "get_conversation"
        | "list_messages"
        | "get_draft"
        | "export_conversation" => of_it(Body::None),
        "send_my_message" | "send_message" | "create_message_note" => of_it(to_json(&message(world, Vec::new()))),
        "mark_my_messages_read" | "mark_messages_read" => of_it(to_json(&MarkRead { seq: 1 })),
        "mark_conversation_unread" => of_it(Body::None),
        "save_my_draft" | "save_draft" => of_it(to_json(&SaveDraft { text: "Dear".into(), version: None })),
        "archive_conversation" => of_it(to_json(&ArchiveConversation { archived: false })),
        "assign_conversation" => of_it(to_json(&AssignConversation { staff_id: None })),
        "upload_my_attachment" | "upload_attachment" => of_it(Body::File),
        "get_my_attachment" | "get_attachment" => Some((attached(world).await.to_string(), Body::None)),
        "redact_message" => {
            let owner = world.owner().await;
            let input = message(world, Vec::new());
            owner.owner().send_message(&once(), conversation, &input).await.expect("sent");
            Some((input.id.to_string(), to_json(&Redact { reason: "A slip".into() })))
        }
        "redeem_message_link" => Some((none, to_json(&link(world).await))),
        "get_messaging" | "get_push_key" | "get_my_push" | "get_push" => Some((none, Body::None)),
        "subscribe_my_push" | "subscribe_push" => Some((none, to_json(&subscription()))),
        "end_my_push" | "end_push" => Some((none, to_json(&EndPush { endpoint: subscription().endpoint }))),
        "update_messaging" => {
            let now = world.owner().await.owner().get_messaging().await.expect("the choices");
            Some((none, to_json(&now.settings)))
        }
        "get_out_of_office" => Some((clinician.to_string(), Body::None)),
        "set_out_of_office" => Some((clinician.to_string(), to_json(&StaffMessaging::default()))),
        _ => None,
    }
}

/// The conversation, with a message in it. Nobody is told by e-mail while a test goes on: its clock stands still.
pub(in crate::matrix) async fn conversation(owner: &Practice, world: &World) -> ConversationId {
    let owner = owner.owner();
    let mut settings = owner.get_messaging().await.expect("the choices").settings;
    settings.notice_delay_minutes = 60;
    owner.update_messaging(&once(), None, &settings).await.expect("saved");
    let input = OpenConversation { client_id: world.maya.id, staff_id: Some(world.clinician.id) };
    let id = owner.open_conversation(&once(), &input).await.expect("opened").id;
    let first = SendMessage { id: MessageId(uuid::Uuid::from_u128(1 << 64)), text: "Good morning".into(), files: Vec::new() };
    owner.send_message(&once(), id, &first).await.expect("sent");
    id
}

/// A browser whose push service nobody will ask.
fn subscription() -> PushSubscription {
    let endpoint = "https://push.example.net/send/somebody".into();
    PushSubscription { endpoint, p256dh: "A".repeat(87).into(), auth: "A".repeat(22).into() }
}

fn message(world: &mut World, files: Vec<FileId>) -> SendMessage {
    let id = uuid::Uuid::from_u128((2 << 64) + u128::from(world.next()));
    SendMessage { id: MessageId(id), text: "Hello".into(), files }
}

/// A file that went with a message.
async fn attached(world: &mut World) -> FileId {
    let owner = world.owner().await;
    let file = owner.owner().upload_message_file(&once(), world.conversation, "a.txt", b"a".to_vec()).await.expect("kept").id;
    let input = message(world, vec![file]);
    owner.owner().send_message(&once(), world.conversation, &input).await.expect("sent");
    file
}

/// The link of a notice that is on its way to Maya.
async fn link(world: &World) -> OpenMessageLink {
    let platform = world.house.platform();
    let (token, token_hash) = platform.secrets.link_token();
    let now = platform.clock.now();
    let tx = platform.db.write().await.expect("a transaction");
    let new = links::New { conversation: world.conversation, login: world.login, mail: MailId(platform.secrets.id(now)), token_hash };
    links::insert(&*tx, Scope { practice: world.practice }, platform.secrets.id(now), new, now).await.expect("kept");
    tx.commit().await.expect("committed");
    OpenMessageLink { practice: Slug("willow-reed".into()), token }
}
