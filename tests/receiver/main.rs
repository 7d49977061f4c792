//! The development receiver, as its users meet it.

mod browser;
mod captures;
mod client;
mod command;
mod endpoints;
mod export;
mod hostile;
mod leaks;
mod manual;
mod own;
mod page;
mod store;
