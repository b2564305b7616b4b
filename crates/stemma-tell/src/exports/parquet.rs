//! Tables as Parquet: typed columns, verbatim texts, compressed with Zstandard.

use std::sync::Arc;

use ::parquet::basic::{
    Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel,
};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{Type, TypePtr};
use jiff::civil::{Date, date};

use super::Scope;
use super::tables::{Cell, Kind, Table};

/// Rows that are written at a time; set by hand.
const ROWS: usize = 65_536;

/// What a column holds so far: the values that are there, and where none is.
struct Column {
    there: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    /// Days since 1 January 1970.
    Day(Vec<i32>),
}

/// A table as a file.
pub(super) fn written(table: &Table, scope: &Scope<'_>) -> Result<Vec<u8>, ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("stemma ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let schema = schema(table)?;
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let mut columns: Vec<Column> = table.columns.iter().map(|&(_, kind)| empty(kind)).collect();
    let mut result = Ok(());
    (table.rows)(scope, &mut |row| {
        for (column, cell) in columns.iter_mut().zip(row) {
            column.push(cell);
        }
        if columns[0].there.len() == ROWS && result.is_ok() {
            result = group(&mut writer, &mut columns);
        }
    });
    result?;
    if !columns[0].there.is_empty() {
        group(&mut writer, &mut columns)?;
    }
    writer.into_inner()
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let column = |&(name, kind): &(&str, Kind)| {
        let (physical, logical, converted) = match kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String), ConvertedType::UTF8),
            Kind::Whole => (Physical::INT64, None, ConvertedType::NONE),
            Kind::Number => (Physical::DOUBLE, None, ConvertedType::NONE),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date), ConvertedType::DATE),
        };
        let column = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .with_converted_type(converted);
        column.build().map(Arc::new)
    };
    let columns = table.columns.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(columns).build()?))
}

fn empty(kind: Kind) -> Column {
    let values = match kind {
        Kind::Text => Values::Text(Vec::new()),
        Kind::Whole => Values::Whole(Vec::new()),
        Kind::Number => Values::Number(Vec::new()),
        Kind::Day => Values::Day(Vec::new()),
    };
    Column { there: Vec::new(), values }
}

impl Column {
    fn push(&mut self, cell: &Cell<'_>) {
        match (&mut self.values, cell) {
            (_, Cell::Nothing) => {
                self.there.push(0);
                return;
            }
            (Values::Text(values), Cell::Text(text)) => {
                values.push(ByteArray::from(text.as_bytes().to_vec()));
            }
            (Values::Whole(values), Cell::Whole(number)) => values.push(*number),
            (Values::Number(values), Cell::Number(number)) => values.push(*number),
            (Values::Day(values), Cell::Day(day)) => values.push(days(*day)),
            (_, cell) => unreachable!("a table's rows fit its columns: {cell:?}"),
        }
        self.there.push(1);
    }

    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let there = Some(self.there.as_slice());
        match &mut self.values {
            Values::Text(values) => {
                column.typed::<ByteArrayType>().write_batch(values, there, None)?;
                values.clear();
            }
            Values::Whole(values) => {
                column.typed::<Int64Type>().write_batch(values, there, None)?;
                values.clear();
            }
            Values::Number(values) => {
                column.typed::<DoubleType>().write_batch(values, there, None)?;
                values.clear();
            }
            Values::Day(values) => {
                column.typed::<Int32Type>().write_batch(values, there, None)?;
                values.clear();
            }
        }
        self.there.clear();
        Ok(())
    }
}

fn days(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

fn group(
    writer: &mut SerializedFileWriter<Vec<u8>>,
    columns: &mut [Column],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let mut next = group
            .next_column()?
            .ok_or_else(|| ParquetError::General("fewer columns than the schema has".to_owned()))?;
        column.write(&mut next)?;
        next.close()?;
    }
    group.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days(date(1970, 1, 2)), 1);
        assert_eq!(days(date(1969, 12, 31)), -1);
        assert_eq!(days(date(2023, 9, 18)), 19_618);
    }
}
