//! M1 to M13 as their callers meet them.

mod attachments;
mod drafts;
mod inbox;
mod links;
mod live;
mod notices;
mod participants;
mod processes;
mod receipts;
mod redaction;
mod secrecy;
mod sending;
mod settings;
mod thread;
