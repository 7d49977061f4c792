//! What can happen between two contracts: the name, the group and the consequence of each kind of change.

/// For whom a change matters. Drivers of every release write logs, one service reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Values of released drivers are lost or misread, privacy is weakened, or users of the generated types have to
    /// edit their code.
    Breaks,
    /// Harmless once the service knows the new contract: it has to be deployed before the drivers.
    ServiceFirst,
    /// Harmless in any order.
    Safe,
}

impl Group {
    /// All groups, the gravest first.
    pub const ALL: [Self; 3] = [Self::Breaks, Self::ServiceFirst, Self::Safe];

    /// Returns the group's name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Breaks => "breaks",
            Self::ServiceFirst => "service first",
            Self::Safe => "safe",
        }
    }
}

macro_rules! rules {
    ($($group:ident { $($variant:ident $name:literal $consequence:literal,)+ })+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[doc = concat!("`", $name, "`: ", $consequence, ".")] $variant,)+)+
        }

        impl Rule {
            /// All rules, group by group.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];

            /// Returns the rule's name in reports.
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$variant => $name,)+)+ }
            }

            /// Returns for whom the change matters.
            pub const fn group(self) -> Group {
                match self { $($(Self::$variant)|+ => Group::$group,)+ }
            }

            /// Returns what follows from the change, or what to do about it.
            pub const fn consequence(self) -> &'static str {
                match self { $($(Self::$variant => $consequence,)+)+ }
            }
        }
    };
}

rules! {
    Breaks {
        FieldRenamed "FIELD_RENAMED" "the JSON of released drivers carries the old name: what it says is lost",
        FieldRenumbered "FIELD_RENUMBERED" "the binary form of released drivers carries the old number: what it says is lost",
        FieldType "FIELD_TYPE" "values of released drivers do not fit the new type",
        FieldNarrowed "FIELD_NARROWED" "numbers of more than 32 bits are refused",
        FieldPresence "FIELD_PRESENCE" "zero and false are no longer written: nobody can tell them from unset",
        FieldRepeated "FIELD_REPEATED" "one value and a list are different JSON: who reads the one refuses the other",
        FieldOneof "FIELD_ONEOF" "setting one member unsets the others: values that were sent together get lost",
        FieldRemovedNotReserved "FIELD_REMOVED_NOT_RESERVED" "a later field may take its place and be filled with old values: reserve number and name",
        ReservedReused "RESERVED_REUSED" "values written before the reservation are read as those of the new owner",
        ReservedRemoved "RESERVED_REMOVED" "nothing keeps it from being used again",
        JsonName "JSON_NAME" "readers of canonical ProtoJSON look for the old name",
        ClassWeakened "CLASS_WEAKENED" "values leave that did not leave before",
        RedactDropped "REDACT_DROPPED" "debugging output shows the value",
        UnauthenticatedWidened "UNAUTHENTICATED_WIDENED" "the value goes out without a credential, where it stayed before",
        ClosedListDropped "CLOSED_LIST_DROPPED" "any short text goes out, not only the words of the list",
        ExtensionChanged "EXTENSION_CHANGED" "drivers that leave extensions out change what they send",
        UnitChanged "UNIT_CHANGED" "numbers of old and new drivers cannot be compared",
        EnumValueRenamed "ENUM_VALUE_RENAMED" "the JSON of released drivers carries the old word: it reads as unknown",
        EnumValueRenumbered "ENUM_VALUE_RENUMBERED" "the binary form of released drivers carries the old number: it reads as another word",
        EnumValueRemovedNotReserved "ENUM_VALUE_REMOVED_NOT_RESERVED" "a later value may take its place and old logs change their meaning: reserve number and name",
        MessageRenamed "MESSAGE_RENAMED" "generated types change their name: their users have to be edited",
        MessageRemoved "MESSAGE_REMOVED" "users of the generated type cannot be built",
        EnumRenamed "ENUM_RENAMED" "generated types change their name: their users have to be edited",
        EnumRemoved "ENUM_REMOVED" "users of the generated type cannot be built",
        ServiceRenamed "SERVICE_RENAMED" "released clients call the old name: their calls fail",
        ServiceRemoved "SERVICE_REMOVED" "calls of released clients fail",
        RpcRenamed "RPC_RENAMED" "released clients call the old name: their calls fail",
        RpcRemoved "RPC_REMOVED" "calls of released clients fail",
        RpcSignature "RPC_SIGNATURE" "calls of released clients carry, or expect, something else",
    }
    ServiceFirst {
        FieldAdded "FIELD_ADDED" "a service that does not know it loses it",
        EnumValueAdded "ENUM_VALUE_ADDED" "a service that does not know it stores unknown",
        ClosedListWidened "CLOSED_LIST_WIDENED" "a service that groups by the words does not expect the new ones",
        OtherwiseChanged "OTHERWISE_CHANGED" "a service that groups by the words does not expect the new one for all others",
        ServiceAdded "SERVICE_ADDED" "calls fail until a server offers it",
        RpcAdded "RPC_ADDED" "calls fail until a server offers it",
    }
    Safe {
        FieldRemoved "FIELD_REMOVED" "number and name stay reserved: nothing can take its place",
        FieldWidened "FIELD_WIDENED" "a 32-bit number is a 64-bit number in JSON and in the binary form",
        FieldPresenceGained "FIELD_PRESENCE_GAINED" "zero and false are written from now on",
        ReservedAdded "RESERVED_ADDED" "nothing can take it",
        ClassTightened "CLASS_TIGHTENED" "less of the value leaves",
        RedactAdded "REDACT_ADDED" "debugging output hides the value",
        UnauthenticatedNarrowed "UNAUTHENTICATED_NARROWED" "the value needs a credential to go out",
        ClosedListAdded "CLOSED_LIST_ADDED" "only the words of the list go out",
        ClosedListNarrowed "CLOSED_LIST_NARROWED" "words that left the list go out as the word for all others, or not at all",
        UnitAdded "UNIT_ADDED" "the numbers stay the same",
        OtelAttribute "OTEL_ATTRIBUTE" "the wire stays the same; mappings to OpenTelemetry follow",
        EnumValueRemoved "ENUM_VALUE_REMOVED" "number and name stay reserved: nothing can take its place",
        ClassAdded "CLASS_ADDED" "no field has it yet",
        MessageAdded "MESSAGE_ADDED" "it goes out when a field holds it",
        EnumAdded "ENUM_ADDED" "it goes out when a field holds it",
        ErrorNamesChanged "ERROR_NAMES_CHANGED" "the wire stays the same; drivers and errors find each other by other names",
        ObligationChanged "OBLIGATION_CHANGED" "the wire stays the same; the live check calls other events complete",
        EventKindChanged "EVENT_KIND_CHANGED" "the wire stays the same; the live check expects other fields of such events",
        PassportChanged "PASSPORT_CHANGED" "the wire stays the same until the last day; read who has decided so",
        RangeChanged "RANGE_CHANGED" "the wire stays the same; the live check tells of other values",
        Deprecated "DEPRECATED" "drivers still may fill it; the live check asks them not to",
        DeprecationLifted "DEPRECATION_LIFTED" "the live check no longer asks drivers not to fill it",
        Comment "COMMENT" "the wire stays the same; read whether the meaning does",
    }
}
