//! Writes `docs/cost.md`, its pictures and the README's words from `benches/results/`.

use std::error::Error;

use harness::{page, plots};

fn main() -> Result<(), Box<dyn Error>> {
    let results = page::Results::read()?;
    page::write(&results)?;
    plots::draw(&results)
}
