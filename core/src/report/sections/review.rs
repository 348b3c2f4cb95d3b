//! Rà soát: procedures and their simplification, and documents.

use super::counted::{Counted, Line, count_table, counting, whole};
use crate::Error;
use crate::report::figures::{Lineage, Name, Unit};
use crate::report::records::Records;
use crate::report::writer::{Piece, Writer, once};
use crate::review::{ReviewCount, ReviewSummary};
use crate::text::Text;
use std::rc::Rc;

fn summary(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Rc<ReviewSummary>>, Error> {
    let as_of = writer.report.as_of;
    once(&mut writer.answers.review, || {
        let Some(review) = &records.review else { return Ok(None) };
        let summary = review.summary(as_of)?;
        whole("review", "sổ rà soát", "the reviews", &summary.issues)?;
        Ok(Some(summary))
    })
}

fn lines(counts: &[ReviewCount]) -> Vec<Line<'_>> {
    counts.iter().map(|line| Line::new(&line.key, &line.label, line.count, &line.ids)).collect()
}

pub(in crate::report) fn review_procedures(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(summary) = summary(writer, records)? else { return Ok(None) };
    let (plan, proposals) = (&summary.plan, &summary.proposals);
    if plan.total == 0 && proposals.total == 0 {
        return Ok(None);
    }
    let (vi, en) = ("Rà soát, đơn giản hóa thủ tục hành chính", "Review and simplification of procedures");
    let mut piece = Piece::new("review_procedures", vi, en);
    if plan.total > 0 {
        piece.sentence(plan.text.clone());
        let about = Counted {
            id: "review.plan",
            title: Text::new("Kế hoạch rà soát thủ tục", "Review plan"),
            lines: ("Tình trạng", "State"),
            unit: ("nội dung rà soát", "reviews"),
            records: "review.plan",
            total: Some(plan.total),
        };
        count_table(writer, &mut piece, about, &lines(&plan.by_state));
    }
    if proposals.total > 0 {
        piece.sentence(proposals.text.clone());
        let tables = [
            (
                "review.proposals.state",
                "Phương án theo tình trạng",
                "Proposals by state",
                ("Tình trạng", "State"),
                &proposals.by_state,
            ),
            ("review.proposals.kind", "Phương án theo loại", "Proposals by kind", ("Loại", "Kind"), &proposals.by_kind),
        ];
        for (id, vi, en, first, counts) in tables {
            let about = Counted {
                id,
                title: Text::new(vi, en),
                lines: first,
                unit: ("phương án", "proposals"),
                records: "review.proposals",
                total: Some(proposals.total),
            };
            count_table(writer, &mut piece, about, &lines(counts));
        }
        let cost = &proposals.cost;
        let lineage = || Lineage::of("review.proposals").ids(cost.ids.iter().map(String::as_str));
        if let Some(saved) = cost.saved {
            let label = Text::new("Chi phí tuân thủ tiết kiệm (đồng)", "Compliance cost saved (VND)");
            writer.figure(Name::new("review.cost.saved", label, lineage()), Unit::Number, saved, None);
        }
        if cost.saved_percent.is_some() {
            let label = Text::new("Tỷ lệ tiết kiệm chi phí tuân thủ", "Share of the compliance cost saved");
            let of = Text::new("chi phí trước đơn giản hóa", "the cost before");
            writer.percent(Name::new("review.cost.saved_percent", label, lineage()), cost.saved_percent, of);
        }
    }
    Ok(Some(piece))
}

pub(in crate::report) fn review_documents(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(summary) = summary(writer, records)?.filter(|summary| summary.documents.total > 0) else {
        return Ok(None);
    };
    let documents = &summary.documents;
    let (vi, en) = ("Rà soát văn bản quy phạm pháp luật", "Legal documents under review");
    let mut piece = Piece::new("review_documents", vi, en);
    piece.sentence(documents.text.clone());
    let tables = [
        (
            "review.documents.state",
            "Văn bản theo tình trạng",
            "Documents by state",
            ("Tình trạng", "State"),
            &documents.by_state,
            Some(documents.total),
        ),
        (
            "review.documents.result",
            "Văn bản theo kết quả rà soát",
            "Documents by result",
            ("Kết quả", "Result"),
            &documents.by_result,
            None,
        ),
    ];
    for (id, vi, en, first, counts, total) in tables {
        let about = Counted {
            id,
            title: Text::new(vi, en),
            lines: first,
            unit: ("văn bản", "documents"),
            records: "review.documents",
            total,
        };
        count_table(writer, &mut piece, about, &lines(counts));
    }
    let label = ("Văn bản rà soát quá hạn", "Documents whose review is overdue");
    let overdue = u64::try_from(documents.overdue.len()).unwrap_or(u64::MAX);
    writer.count(counting("review.documents.overdue", label, "review.documents", &documents.overdue), overdue);
    let rates = [
        (
            "reviewed_percent",
            ("Tỷ lệ văn bản đã rà soát", "Share of documents reviewed"),
            documents.reviewed_percent,
            ("văn bản phải rà soát", "documents to review"),
        ),
        (
            "handled_percent",
            ("Tỷ lệ văn bản đã xử lý sau rà soát", "Share of documents handled"),
            documents.handled_percent,
            ("văn bản phải xử lý", "documents to handle"),
        ),
    ];
    for (id, (vi, en), percent, (of_vi, of_en)) in rates {
        let name = Name::new(format!("review.documents.{id}"), Text::new(vi, en), Lineage::of("review.documents"));
        writer.percent(name, percent, Text::new(of_vi, of_en));
    }
    if summary.overlaps.total > 0 {
        piece.sentence(summary.overlaps.text.clone());
        let overlaps = &summary.overlaps;
        let open = u64::try_from(overlaps.open.len()).unwrap_or(u64::MAX);
        let label = ("Chồng chéo, mâu thuẫn chưa xử lý", "Overlaps not settled");
        writer.count(counting("review.overlaps.open", label, "review.overlaps", &overlaps.open), open);
    }
    Ok(Some(piece))
}
