//! The options of fields and of the values of enums.

use prost_reflect::prost_types::field_options::JsType;
use prost_reflect::{DescriptorPool, DynamicMessage, EnumValueDescriptor, FieldDescriptor, Value};

use super::{Bound, Class, ErrorNames, OPTIONS_PACKAGE, Obligation, Passport};

/// The options of one thing.
pub(super) struct Options<'a> {
    values: DynamicMessage,
    pool: &'a DescriptorPool,
}

impl<'a> Options<'a> {
    pub(super) fn of(field: &FieldDescriptor, pool: &'a DescriptorPool) -> Self {
        Self { values: field.options(), pool }
    }

    pub(super) fn of_value(value: &EnumValueDescriptor, pool: &'a DescriptorPool) -> Self {
        Self { values: value.options(), pool }
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

    pub(super) fn is_js_number(&self) -> bool {
        let jstype = self.values.get_field_by_name("jstype");
        jstype.and_then(|value| value.as_enum_number()) == Some(JsType::JsNumber as i32)
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.value(name)?.as_i64()
    }

    pub(super) fn obligations(&self) -> Vec<Obligation> {
        let read = |message: &DynamicMessage| Obligation {
            need: self.words(message, "need", "Need").pop().unwrap_or_default(),
            events: self.words(message, "of", "EventKind"),
            when: texts(message, "when").pop().unwrap_or_default(),
        };
        self.messages("obligation").iter().map(read).collect()
    }

    pub(super) fn at_most(&self) -> Vec<Bound> {
        let read = |message: &DynamicMessage| Bound {
            field: texts(message, "field").pop().unwrap_or_default(),
            slack: values(message, "slack").first().and_then(Value::as_i64).unwrap_or_default(),
            when: texts(message, "when").pop().unwrap_or_default(),
        };
        self.messages("at_most").iter().map(read).collect()
    }

    pub(super) fn passport(&self) -> Option<Passport> {
        let value = self.value("passport")?;
        let message = value.as_message()?;
        let text = |name| texts(message, name).pop().unwrap_or_default();
        Some(Passport {
            purpose: self.words(message, "purpose", "Purpose").pop().unwrap_or_default(),
            owner: text("owner"),
            since: text("since"),
            review: text("review"),
            expires: text("expires"),
            permanent: text("permanent"),
        })
    }

    pub(super) fn event(&self) -> Option<String> {
        let number = self.value("event")?.as_enum_number()?;
        self.word("EventKind", number)
    }

    /// Returns the messages of an option that is a list of them.
    fn messages(&self, name: &str) -> Vec<DynamicMessage> {
        let value = self.value(name);
        let list = value.as_ref().and_then(Value::as_list).unwrap_or_default();
        list.iter().filter_map(|item| item.as_message().cloned()).collect()
    }

    /// Returns the words of a field that is of an enum of the options.
    fn words(&self, message: &DynamicMessage, field: &str, declared: &str) -> Vec<String> {
        let numbers = values(message, field).into_iter().filter_map(|value| value.as_enum_number());
        numbers.filter_map(|number| self.word(declared, number)).collect()
    }

    fn word(&self, declared: &str, number: i32) -> Option<String> {
        let declared = self.pool.get_enum_by_name(&format!("{OPTIONS_PACKAGE}.{declared}"))?;
        Some(declared.get_value(number)?.name().to_owned())
    }

    pub(super) fn error(&self) -> Option<ErrorNames> {
        let value = self.value("error")?;
        let names = value.as_message()?;
        Some(ErrorNames {
            variant: texts(names, "variant").pop()?,
            jdbc: texts(names, "jdbc"),
            go: texts(names, "go"),
            kernel: texts(names, "kernel"),
            adbc: texts(names, "adbc"),
            adbc_status: numbers(names, "adbc_status").pop(),
            sqlstate_classes: texts(names, "sqlstate_class"),
            http: numbers(names, "http"),
        })
    }

    /// Returns whether an option of protobuf's own is set.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.values.get_field_by_name(name).and_then(|value| value.as_bool()).unwrap_or(false)
    }

    fn value(&self, name: &str) -> Option<Value> {
        let extension = self.pool.get_extension_by_name(&format!("{OPTIONS_PACKAGE}.{name}"))?;
        self.values.has_extension(&extension).then(|| self.values.get_extension(&extension).into_owned())
    }
}

/// Returns the texts of a field of an option, which may be one text or a list.
fn texts(message: &DynamicMessage, name: &str) -> Vec<String> {
    values(message, name).iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

/// Returns the numbers of a field of an option, which may be one number or a list.
fn numbers(message: &DynamicMessage, name: &str) -> Vec<i64> {
    values(message, name).iter().filter_map(|value| value.as_i32().map(i64::from)).collect()
}

fn values(message: &DynamicMessage, name: &str) -> Vec<Value> {
    if !message.has_field_by_name(name) {
        return Vec::new();
    }
    match message.get_field_by_name(name).map(|value| value.into_owned()) {
        Some(Value::List(values)) => values,
        value => value.into_iter().collect(),
    }
}
