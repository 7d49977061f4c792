//! The options of one field.

use prost_reflect::{DescriptorPool, DynamicMessage, FieldDescriptor, Value};

use super::{Class, OPTIONS_PACKAGE};

/// The options of one field.
pub(super) struct Options<'a> {
    values: DynamicMessage,
    pool: &'a DescriptorPool,
}

impl<'a> Options<'a> {
    pub(super) fn of(field: &FieldDescriptor, pool: &'a DescriptorPool) -> Self {
        Self { values: field.options(), pool }
    }

    pub(super) fn class(&self) -> Option<Class> {
        let number = self.value("data_class")?.as_enum_number()?;
        let declared = self.pool.get_enum_by_name(&format!("{OPTIONS_PACKAGE}.DataClass"))?;
        let name = declared.get_value(number).map_or_else(|| number.to_string(), |value| value.name().to_owned());
        (number != 0).then_some(Class { number, name })
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.value(name).and_then(|value| value.as_bool()).unwrap_or(false)
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.value(name)?.as_str().map(str::to_owned)
    }

    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let value = self.value(name);
        let list = value.as_ref().and_then(Value::as_list).unwrap_or_default();
        list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.value(name)?.as_i64()
    }

    /// Whether an option of protobuf's own is set.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.values.get_field_by_name(name).and_then(|value| value.as_bool()).unwrap_or(false)
    }

    fn value(&self, name: &str) -> Option<Value> {
        let extension = self.pool.get_extension_by_name(&format!("{OPTIONS_PACKAGE}.{name}"))?;
        self.values.has_extension(&extension).then(|| self.values.get_extension(&extension).into_owned())
    }
}
