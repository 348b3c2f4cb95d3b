//! Điều tra xã hội học, đo lường sự hài lòng: questionnaires, answers counted, indices, intervals.
//!
//! The questionnaire declares what a text must decide: which answers count as satisfied, what an
//! answer weighs, whether a factor pools its answers or averages its questions, how few respondents
//! may be shown. Nothing of that is assumed, and no official method is shipped.
//!
//! | To know | Ask |
//! |---|---|
//! | how many to ask | [`sample_size`], and [`margin`] for what a sample gives |
//! | what was answered | [`Questionnaire::tally`], of responses or of counts |
//! | how satisfied they are | [`Questionnaire::results`] |
//! | how far a share may be off | [`wilson`] |
//! | how far any index may be off | [`Questionnaire::bootstrap`] |
//!
//! A share satisfied goes into a score through [`SurveyFigure::measure`].

mod bootstrap;
mod fraction;
mod index;
mod interval;
mod questionnaire;
mod results;
mod suppression;
mod tally;

pub use bootstrap::{BootstrapCell, BootstrapInterval, BootstrapPlan, BootstrapResults};
pub use index::SurveyFigure;
pub use interval::{Confidence, Margin, SampleSize, WilsonInterval, margin, sample_size, wilson};
pub use questionnaire::{AnswerOption, Factor, FactorMethod, OverallMethod, Question, Questionnaire, Suppression};
pub use results::{PopulationStratum, PostStratified, SurveyCell, SurveyResults, SurveyTable};
pub use suppression::CellState;
pub use tally::{
    Answer, AnswerCount, FactorTally, OptionCount, QuestionTally, Response, StratumCounts, StratumTally, SurveyData,
    Tally,
};
