//! Export: the logs of a store as files that a warehouse, Spark or DuckDB goes on with.
//!
//! Files are partitioned by day and driver in the way that all of them read: `date=2026-11-22/driver=NAME/part-0.…`.

mod lines;
#[cfg(feature = "parquet")]
mod parquet;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::date;
use super::shared::Shared;
use super::store::{Filter, LogRow, Partition, Reader, StoreError};

/// The form of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFormat {
    /// A JSON document a line: what is known of the arrival, and the log as `log`.
    Lines,
    /// Parquet, a column for every leaf of the contract, as in the store.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl ExportFormat {
    const fn extension(self) -> &'static str {
        match self {
            Self::Lines => "ndjson",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }
}

/// What was exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files, in the order of days and drivers.
    pub files: Vec<PathBuf>,
    /// How many logs are in them.
    pub logs: u64,
}

/// Why an export broke off. Files that were finished before stay.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file cannot be written.
    #[error("{file}: {source}")]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// What the Parquet writer says.
    #[cfg(feature = "parquet")]
    #[error("parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
}

/// Takes the logs of one partition.
trait Sink {
    fn log(&mut self, row: LogRow) -> Result<(), ExportError>;
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// Writes all logs of the store into `folder`. A file that is there already is replaced.
pub(crate) fn export(shared: &Shared, folder: &Path, format: ExportFormat) -> Result<Exported, ExportError> {
    // Outer: what goes wrong while writing. Inner: what goes wrong while reading.
    shared.read(|reader| Ok(write_all(reader, folder, format)))?
}

fn write_all(reader: &Reader, folder: &Path, format: ExportFormat) -> Result<Exported, ExportError> {
    let mut exported = Exported::default();
    for partition in reader.partitions()? {
        let file = folder
            .join(format!("date={}", date::date(partition.day_start())))
            .join(format!("driver={}", partition.client))
            .join(format!("part-0.{}", format.extension()));
        let failed = |source| ExportError::Write { file: file.clone(), source };
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        let out = BufWriter::new(File::create(&file).map_err(failed)?);
        let mut sink: Box<dyn Sink> = match format {
            ExportFormat::Lines => Box::new(lines::Lines::new(out, file.clone())),
            #[cfg(feature = "parquet")]
            ExportFormat::Parquet => Box::new(parquet::Columns::new(out)?),
        };
        let mut written = Ok(());
        reader.each(&of(&partition), usize::MAX, |row| {
            if written.is_ok() {
                written = sink.log(row);
                exported.logs += 1;
            }
        })?;
        written?;
        sink.finish()?;
        exported.files.push(file);
    }
    Ok(exported)
}

fn of(partition: &Partition) -> Filter {
    Filter { client: Some(partition.client.clone()), day: Some(partition.day), ..Filter::default() }
}
