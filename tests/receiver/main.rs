//! The development receiver, as its users meet it.

mod browser;
mod captures;
mod client;
mod command;
mod endpoints;
mod export;
mod hostile;
mod manual;
mod page;
