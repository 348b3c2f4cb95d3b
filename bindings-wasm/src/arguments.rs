//! Tham số: JavaScript values on their way in, each under the name it has in `types.ts`.

use wasm_bindgen::prelude::*;

macro_rules! arguments {
    ($($name:ident $typescript:literal,)*) => {
        #[wasm_bindgen]
        extern "C" {
            $(#[wasm_bindgen(typescript_type = $typescript)] pub type $name;)*
        }
    };
}

arguments! {
    Agency "Agency", Amounts "number | Int32Array", ApologyCase "ApologyCase", ApologyCases "readonly ApologyCase[]",
    CalendarUse "CalendarUse", Channel "Channel", Column "Int32Array", Csv "string | Uint8Array",
    DeadlineCase "DeadlineCase", DeadlineColumns "DeadlineColumns", Dossier "Dossier", Dossiers "readonly Dossier[]",
    Entries "readonly Entry[]", Evidence "readonly Evidence[]", Exact "ExactInput", Exacts "readonly ExactInput[]",
    Inspection "Inspection", Instant "Instant", IsoDate "IsoDate", Lang "Lang", LunarDate "LunarDate",
    Measure "Measure", Moment "Moment", Movement "MovementInput", Number "number", OfficeHours "OfficeHours",
    OutcomeCounts "OutcomeCounts", Overlays "readonly Overlay[]", Published "readonly PublishedProcedures[]",
    Records "Records", Sector "Sector", StageFlow "StageFlow", Standing "StandingInput", Tasks "readonly Task[]",
    Text "string", TieRule "TieRule", TimeLimit "TimeLimit", WorkCalendar "WorkCalendar",
}

#[wasm_bindgen]
extern "C" {
    /// A second handle on the calendar, so that passing a calendar does not use it up.
    #[wasm_bindgen(method, catch)]
    pub(crate) fn share(this: &WorkCalendar) -> Result<crate::WorkCalendar, JsValue>;
}
