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
    Agency "Agency", Csv "string | Uint8Array", Dossier "Dossier", Dossiers "readonly Dossier[]",
    Entries "readonly Entry[]", Evidence "readonly Evidence[]", Exact "ExactInput", Exacts "readonly ExactInput[]",
    Inspection "Inspection", IsoDate "IsoDate", Lang "Lang", Measure "Measure", Movement "MovementInput",
    Number "number", OutcomeCounts "OutcomeCounts", Published "readonly PublishedProcedures[]", Records "Records",
    Standing "StandingInput", Tasks "readonly Task[]", Text "string", TieRule "TieRule", TimeLimit "TimeLimit",
    WorkCalendar "WorkCalendar",
}

#[wasm_bindgen]
extern "C" {
    /// A second handle on the calendar, so that passing a calendar does not use it up.
    #[wasm_bindgen(method, catch)]
    pub(crate) fn share(this: &WorkCalendar) -> Result<crate::WorkCalendar, JsValue>;
}
