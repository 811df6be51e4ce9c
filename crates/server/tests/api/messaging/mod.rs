//! M1 to M13 as their callers meet them.

mod attachments;
mod clock;
mod drafts;
mod export;
mod fire;
mod full_disk;
mod harmful_files;
mod hostile;
mod inbox;
mod keys;
mod kill;
mod links;
mod live;
mod long_thread;
pub mod made;
mod notices;
pub mod outside;
mod participants;
mod positions;
mod processes;
mod push;
mod receipts;
mod redaction;
mod secrecy;
mod sending;
mod settings;
mod thread;
