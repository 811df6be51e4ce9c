//! B1 to B23 as their callers meet them.

mod clinic;
mod desk;
mod desk_rights;
mod explain;
mod requests;
mod series;
