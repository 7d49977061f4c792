//! Every number of the contract has a range, and what is outside does not leave.
//!
//! The fields come from the contract, so that a new one takes part by itself.

use std::collections::BTreeSet;

use sql_driver_telemetry::contract::{
    self, ExportRequest, ExportResponse, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor, Reflect,
    UploadRequest, UploadResponse, Value, ValueMut, every_field,
};
use sql_driver_telemetry::privacy::{Action, Policy, ScrubCounts, Scrubbed};

#[test]
fn a_number_outside_its_range_is_removed_and_counted() {
    let mut seen = BTreeSet::new();
    sweep::<FrontendLog>(&mut seen);
    sweep::<ExportRequest>(&mut seen);
    sweep::<ExportResponse>(&mut seen);
    sweep::<UploadRequest>(&mut seen);
    sweep::<UploadResponse>(&mut seen);
    let ranged = |message: &&&MessageDescriptor| message.fields.iter().any(is_ranged);
    for message in contract::messages().iter().filter(ranged) {
        assert!(seen.contains(message.full_name), "nothing above holds a {}", message.full_name);
    }
}

fn sweep<M: Message>(seen: &mut BTreeSet<&'static str>) {
    let mut places = Vec::new();
    find(M::DESCRIPTOR, &mut Vec::new(), &mut |message, place| {
        seen.insert(message.full_name);
        places.push(place.to_vec());
    });
    for place in places {
        let mut full = M::default();
        every_field(&mut full, &mut |_, _| "1".to_owned());
        let field = field(M::DESCRIPTOR, &place);
        let (min, max) = (field.min.expect("a range"), field.max.expect("a range"));
        let (least, greatest) = match field.kind {
            Kind::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        for number in [least, min.saturating_sub(1), min, max, max.saturating_add(1), greatest] {
            if !(least..=greatest).contains(&number) {
                continue;
            }
            for extensions in [true, false] {
                let mut message = full.clone();
                set(&mut message, &place, number);
                let (inside, stays) = ((min..=max).contains(&number), stays(M::DESCRIPTOR, &place, extensions));
                let policy = Policy { extensions, ..Policy::default() };
                let mut counts = ScrubCounts::default();
                let counted = Scrubbed::counted(message.clone(), &policy, &mut counts);
                let (scrubbed, report) = Scrubbed::new(message, &policy);
                let left = (inside && stays).then_some(number);
                let name = format!("{} = {number}, extensions {extensions}", field.name);
                assert_eq!(get(scrubbed.message(), &place), left, "{name}");
                assert_eq!(scrubbed, counted, "{name}");
                let removed = report.iter().filter(|removal| removal.action == Action::OutOfRange);
                let removed: Vec<_> = removed.map(|removal| removal.path.rsplit('.').next()).collect();
                let expected = if !inside && stays { vec![Some(field.name)] } else { vec![] };
                assert_eq!(removed, expected, "{name}");
                assert_eq!(counts.out_of_range(), expected.len() as u64, "{name}");
            }
        }
    }
}

/// Whether no field on the way is left out because it is an extension.
fn stays(mut message: &'static MessageDescriptor, place: &[usize], extensions: bool) -> bool {
    place.iter().all(|index| {
        let field = &message.fields[*index];
        message = field.message().unwrap_or(message);
        extensions || !field.extension
    })
}

fn is_ranged(field: &FieldDescriptor) -> bool {
    field.min.is_some() || field.max.is_some()
}

/// Every place of a number with a range at or below `message`.
fn find(
    message: &'static MessageDescriptor,
    way: &mut Vec<usize>,
    found: &mut dyn FnMut(&'static MessageDescriptor, &[usize]),
) {
    for (index, field) in message.fields.iter().enumerate() {
        way.push(index);
        match field.message() {
            Some(below) => find(below, way, found),
            None if is_ranged(field) => found(message, way),
            None => {}
        }
        way.pop();
    }
}

fn field(message: &'static MessageDescriptor, place: &[usize]) -> &'static FieldDescriptor {
    let field = &message.fields[place[0]];
    match field.message() {
        Some(below) => self::field(below, &place[1..]),
        None => field,
    }
}

fn set(message: &mut dyn Reflect, place: &[usize], number: i64) {
    match message.get_mut(place[0]).expect("a field") {
        ValueMut::Int32(slot) => *slot = i32::try_from(number).ok(),
        ValueMut::Int64(slot) => *slot = Some(number),
        ValueMut::Message(slot) => set(slot.get_or_insert(), &place[1..], number),
        ValueMut::Messages(list) => set(list.get_mut(0).expect("an item"), &place[1..], number),
        slot => panic!("{slot:?} holds no number"),
    }
}

fn get(message: &dyn Reflect, place: &[usize]) -> Option<i64> {
    match message.get(place[0]) {
        Value::Integer(number) => Some(number),
        Value::Message(below) => get(below, &place[1..]),
        Value::Messages(list) => get(list.get(0)?, &place[1..]),
        _ => None,
    }
}
