//! Tham số: JavaScript values on their way in, each under the name it has in `types.ts` and `scoring.ts`.

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
    Agency "Agency", Amounts "number | Int32Array", AuditSettings "AuditSettings", ApologyCase "ApologyCase", ApologyCases "readonly ApologyCase[]",
    BootstrapPlan "BootstrapPlan", CalendarUse "CalendarUse", Channel "Channel", ClassCase "ClassCase",
    ClassedUnits "readonly ClassifiedUnit[]", ClassRules "ClassRules", CodeRegime "CodeRegime", Codes "Codes", Column "Int32Array",
    ColumnMap "ColumnMap",
    Confidence "Confidence", Csv "string | Uint8Array", DeadlineCase "DeadlineCase",
    DeadlineColumns "DeadlineColumns", Dossier "Dossier", Dossiers "readonly Dossier[]", Entries "readonly Entry[]",
    Evidence "readonly Evidence[]", EvidenceLists "readonly (readonly Evidence[])[]", Exact "ExactInput",
    Exacts "readonly ExactInput[]", Floats "Float64Array", Histories "readonly History[]", History "History", Ids "readonly string[]",
    IndicatorData "IndicatorData", Inspection "Inspection",
    Instant "Instant", IsoDate "IsoDate", Lang "Lang", LeagueUnits "readonly LeagueUnit[]", Levers "readonly Lever[]",
    LunarDate "LunarDate", MatrixNoise "MatrixNoise", Measure "Measure", Moment "Moment", Movement "MovementInput",
    MovementCase "MovementCase", Number "number", OfficeHours "OfficeHours", OutcomeCounts "OutcomeCounts",
    Overlays "readonly Overlay[]", Population "readonly PopulationStratum[]",
    Published "readonly PublishedProcedures[]", Questionnaire "Questionnaire", Records "Records",
    Responses "readonly SurveyResponse[]", Robustness "RobustnessInput", RuleHeader "string | RuleSetHeader",
    RuleSet "RuleSet", RuleText "string | RuleSetDocument", ScoreColumns "readonly ScoreColumn[]",
    SearchRequest "SearchRequest", Sector "Sector", StageFlow "StageFlow", Standing "StandingInput",
    SurveyData "SurveyData", Tasks "readonly Task[]", Text "string", TieRule "TieRule", TimeLimit "TimeLimit",
    AgencyKind "AgencyKind", CatalogueDocument "CatalogueDocument", CountBy "CountBy", Review "Review",
    HandoverCase "HandoverCase", Matter "Matter", RegisterText "string | RegisterDocument", Series "Series", TreeKey "TreeKey",
    AgencyRegister "AgencyRegister",
    Bytes "Uint8Array", FigureNames "readonly FigureName[]", Period "PeriodName | Period", PeriodKind "PeriodKind",
    PeriodRule "PeriodRule", Selection "TallySelection", Table "DossierTable", Tallies "readonly Tally[]", Tally "Tally",
    Inspections "Inspections", Plan "Plan",
    TallyPolicy "TallyPolicy", TallySpec "TallySpec", Units "readonly UnitEvidence[]", ViewRequest "ViewRequest", Wholes "Int32Array | BigInt64Array", WorkCalendar "WorkCalendar",
    Feedback "Feedback", FeedbackData "FeedbackData", LedgerData "LedgerData", RegimeChoice "RegimeChoice",
}

#[wasm_bindgen]
extern "C" {
    /// A second handle on the calendar, so that passing a calendar does not use it up.
    #[wasm_bindgen(method, catch)]
    pub(crate) fn share(this: &WorkCalendar) -> Result<crate::WorkCalendar, JsValue>;
    /// And one on a rule set, by another name, so that neither is taken for the other.
    #[wasm_bindgen(method, catch)]
    pub(crate) fn shareRules(this: &RuleSet) -> Result<crate::RuleSet, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn shareRegister(this: &AgencyRegister) -> Result<crate::agencies::AgencyRegister, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn shareTally(this: &Tally) -> Result<crate::tally::Tally, JsValue>;
}
