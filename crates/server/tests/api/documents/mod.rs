//! D1 to D12 as their callers meet them.

mod authoring;
mod days_over;
mod desk;
mod desk_rights;
mod evidence;
mod filling;
mod packets;
mod paper;
mod paper_killed;
mod proposals;
mod rounds;
mod scene;
mod sent;
mod settings;
mod sharing;
mod signing;
mod templates;
mod uploads;
