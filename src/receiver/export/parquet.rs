//! Parquet: the columns of the store, typed.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::{ExportError, Sink};
use crate::contract::{FrontendLog, Kind, Reflect, Value};
use crate::json;
use crate::receiver::columns::columns;
use crate::receiver::store::LogRow;

/// How many logs a row group has: 20,000, about 30 MB in memory.
const ROW_GROUP: usize = 20_000;

/// One value of a row.
#[derive(Clone, Debug)]
enum Datum {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
}

/// Returns the columns that tell of the arrival, before those of the contract.
fn arrival() -> [(&'static str, Physical, Option<LogicalType>); 7] {
    [
        ("seq", Physical::INT64, None),
        ("received_at", Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        ("endpoint", Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ("client_version", Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ("violations", Physical::INT64, None),
        ("privacy_findings", Physical::INT64, None),
        ("advice", Physical::INT64, None),
    ]
}

/// A file of columns. The driver is in the name of its folder, not in the file.
pub(super) struct Columns<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    kinds: Vec<Physical>,
    /// Column by column, the rows of the group that is being filled.
    data: Vec<Vec<Datum>>,
    rows: usize,
}

impl<W: Write + Send> Columns<W> {
    pub(super) fn new(out: W) -> Result<Self> {
        let (schema, kinds) = schema()?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
        Ok(Self { writer, data: vec![Vec::new(); kinds.len()], kinds, rows: 0 })
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (kind, data) in self.kinds.iter().zip(&mut self.data) {
            if let Some(column) = group.next_column()? {
                write(column, *kind, data)?;
            }
            data.clear();
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl<W: Write + Send> Sink for Columns<W> {
    fn log(&mut self, row: LogRow) -> std::result::Result<(), ExportError> {
        let arrival = [
            Datum::Int(row.seq),
            Datum::Int(row.received_at),
            Datum::Text(row.endpoint),
            Datum::Text(row.client_version),
            Datum::Int(row.violations),
            Datum::Int(row.privacy),
            Datum::Int(row.advice),
        ];
        let mut values = Vec::with_capacity(self.data.len());
        values.extend(arrival);
        // The store wrote the body from such a message.
        let message: FrontendLog = json::from_str(&row.body).unwrap_or_default();
        leaves(Some(&message), message.descriptor(), &mut values);
        for (column, value) in self.data.iter_mut().zip(values) {
            column.push(value);
        }
        self.rows += 1;
        if self.rows == ROW_GROUP {
            self.flush()?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> std::result::Result<(), ExportError> {
        self.flush()?;
        self.writer.close()?;
        Ok(())
    }
}

/// Returns the schema: every column may be null.
fn schema() -> Result<(TypePtr, Vec<Physical>)> {
    let (mut fields, mut kinds) = (Vec::new(), Vec::new());
    let mut add = |name: &str, kind: Physical, logical: Option<LogicalType>| -> Result<()> {
        let field = Type::primitive_type_builder(name, kind)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        fields.push(Arc::new(field));
        kinds.push(kind);
        Ok(())
    };
    for (name, kind, logical) in arrival() {
        add(name, kind, logical)?;
    }
    for column in columns() {
        let (kind, logical) = match column.field.kind {
            Kind::Bool => (Physical::BOOLEAN, None),
            Kind::Int32 => (Physical::INT32, None),
            Kind::Int64 => (Physical::INT64, None),
            _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        add(&column.name, kind, logical)?;
    }
    let schema = Type::group_type_builder("log").with_fields(fields).build()?;
    Ok((Arc::new(schema), kinds))
}

/// The leaves of a message in the order of [`columns`].
fn leaves(
    message: Option<&dyn Reflect>,
    descriptor: &'static crate::contract::MessageDescriptor,
    values: &mut Vec<Datum>,
) {
    for (index, field) in descriptor.fields.iter().enumerate() {
        let value = message.map_or(Value::Absent, |message| message.get(index));
        if let Some(below) = field.message() {
            let message = match value {
                Value::Message(message) => Some(message),
                _ => None,
            };
            leaves(message, below, values);
            continue;
        }
        values.push(match value {
            Value::Bool(value) => Datum::Bool(value),
            Value::Integer(number) => Datum::Int(number),
            Value::Enum(number) => match field.kind {
                Kind::Enum(words) => words.name(number).map_or(Datum::Null, |word| Datum::Text(word.to_owned())),
                _ => Datum::Null,
            },
            Value::Text(text) => Datum::Text(text.to_owned()),
            Value::Texts(texts) if !texts.is_empty() => Datum::Text(serde_json::json!(texts).to_string()),
            _ => Datum::Null,
        });
    }
}

fn write(mut column: SerializedColumnWriter<'_>, kind: Physical, data: &[Datum]) -> Result<()> {
    match kind {
        Physical::BOOLEAN => batch::<BoolType>(&mut column, data, |datum| match datum {
            Datum::Bool(value) => Some(*value),
            _ => None,
        })?,
        Physical::INT32 => batch::<Int32Type>(&mut column, data, |datum| match datum {
            Datum::Int(number) => i32::try_from(*number).ok(),
            _ => None,
        })?,
        Physical::INT64 => batch::<Int64Type>(&mut column, data, |datum| match datum {
            Datum::Int(number) => Some(*number),
            _ => None,
        })?,
        _ => batch::<ByteArrayType>(&mut column, data, |datum| match datum {
            Datum::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        })?,
    }
    column.close()
}

fn batch<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    data: &[Datum],
    value: impl Fn(&Datum) -> Option<T::T>,
) -> Result<()> {
    let values: Vec<_> = data.iter().map(value).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let present: Vec<_> = values.into_iter().flatten().collect();
    column.typed::<T>().write_batch(&present, Some(&levels), None)?;
    Ok(())
}
