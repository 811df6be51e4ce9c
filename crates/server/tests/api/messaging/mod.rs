//! M1 to M13 as their callers meet them.

mod attachments;
mod drafts;
mod inbox;
mod keys;
mod links;
mod live;
mod notices;
mod participants;
mod processes;
mod push;
mod receipts;
mod redaction;
mod secrecy;
mod sending;
mod settings;
mod thread;
