//! The practice's side: the inbox, what is written in it, who looks after what, and the practice's choices (M10 to M12).

mod conversations;
mod drafts;
mod events;
mod export;
mod files;
mod messages;
mod settings;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the operations for staff, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(conversations::list_conversations)
        .service(conversations::open_conversation)
        .service(conversations::get_conversation)
        .service(conversations::archive_conversation)
        .service(conversations::assign_conversation)
        .service(messages::list_messages)
        .service(messages::send_message)
        .service(messages::create_message_note)
        .service(messages::mark_messages_read)
        .service(messages::mark_conversation_unread)
        .service(messages::redact_message)
        .service(drafts::get_draft)
        .service(drafts::save_draft)
        .service(files::upload_attachment)
        .service(files::get_attachment)
        .service(export::export_conversation)
        .service(events::get_unread)
        .service(events::stream_events)
        .service(settings::get_messaging)
        .service(settings::update_messaging)
        .service(settings::get_out_of_office)
        .service(settings::set_out_of_office);
}
