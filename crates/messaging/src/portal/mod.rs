//! The client's side: their conversations, what is written in them, and what happens while a page is open.

mod conversations;
mod drafts;
mod events;
mod files;
mod messages;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the operations for clients, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(conversations::list_my_conversations)
        .service(conversations::open_my_conversation)
        .service(conversations::get_my_conversation)
        .service(messages::list_my_messages)
        .service(messages::send_my_message)
        .service(messages::mark_my_messages_read)
        .service(drafts::get_my_draft)
        .service(drafts::save_my_draft)
        .service(files::upload_my_attachment)
        .service(files::get_my_attachment)
        .service(events::get_my_unread)
        .service(events::stream_my_events);
}
