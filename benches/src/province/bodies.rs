//! Cơ quan và thủ tục: who receives what, and how much of it.

use super::{Lots, out_of_range, shuffled};
use cchc::{Error, Mechanism};
use rand::RngExt;
use rand_pcg::Pcg64;

/// Cấp, loại cơ quan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "callers match all three")]
pub enum AgencyLevel {
    /// Sở.
    Department,
    /// Xã, phường, đặc khu.
    Commune,
    /// Chi nhánh, đơn vị trực thuộc.
    Branch,
}

/// Cơ quan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agency {
    /// Tỉnh, thành phố: 0 to 33.
    pub province: u8,
    /// Sở, xã hay đơn vị trực thuộc.
    pub level: AgencyLevel,
    /// How many of a thousand are late.
    pub late_per_mille: u16,
    menu: u8,
}

/// Thủ tục.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Procedure {
    /// Lĩnh vực: 0 to 19.
    pub field: u8,
    /// Cấp xã; otherwise a department and its branches have it.
    pub of_communes: bool,
    /// Một cửa hay liên thông.
    pub mechanism: Mechanism,
    /// Thời hạn: working days, 1 to 60.
    pub limit: u8,
    /// How many of a thousand wait for a supplement, for a payment, for another agency.
    pub waits_per_mille: [u16; 3],
}

/// Provinces since 1/7/2025.
const PROVINCES: u16 = 34;
/// Departments of a province.
const DEPARTMENTS: u16 = 14;
const FIELDS: u16 = 20;
/// Ways a commune, and a branch, may be set up: which procedures it has and how often.
const COMMUNE_MENUS: u16 = 6;
const BRANCH_MENUS: u16 = 40;
/// Limits as texts have them, with how many of a hundred procedures have each; the rest is any of 1 to 60.
const LIMITS: [(u8, u32); 10] =
    [(1, 12), (3, 22), (5, 22), (7, 8), (10, 13), (15, 8), (20, 4), (30, 4), (45, 1), (60, 1)];

/// All agencies and procedures, and the lots that say how often each is met.
#[derive(Debug)]
pub(super) struct Bodies {
    pub(super) agencies: Vec<Agency>,
    pub(super) procedures: Vec<Procedure>,
    sizes: Lots<u16>,
    menus: Vec<Lots<u16>>,
}

impl Bodies {
    pub(super) fn draw(rng: &mut Pcg64, agencies: u16, procedures: u16) -> Result<Self, Error> {
        if agencies == 0 || procedures == 0 {
            return Err(out_of_range("agencies and procedures", agencies.min(procedures), "1", "65535"));
        }
        let procedures: Vec<Procedure> = (0..procedures).map(|_| procedure(rng)).collect();
        let menus =
            (0..DEPARTMENTS + COMMUNE_MENUS + BRANCH_MENUS).map(|number| menu(rng, number, &procedures)).collect();
        let drawn: Vec<Agency> = (0..agencies).map(|number| agency(rng, number, agencies)).collect();
        // Sizes fall as one over the rank; the department of a province is a hundred times more often early among them.
        let mut order: Vec<(u32, u16)> = shuffled(rng, agencies).into_iter().map(|number| (0, number)).collect();
        for (key, number) in &mut order {
            let large = drawn.get(usize::from(*number)).is_some_and(|agency| agency.level == AgencyLevel::Department);
            *key = rng.random_range(0..1_000_000) / if large { 100 } else { 1 };
        }
        order.sort_unstable();
        let weights = (20_u64..).zip(&order).map(|(rank, (_, number))| (*number, 1_000_000_000 / rank));
        Ok(Self { agencies: drawn, procedures, sizes: Lots::of(weights, 1 << 20), menus })
    }

    /// An agency and one of its procedures, each with its place.
    pub(super) fn one(&self, rng: &mut Pcg64) -> (u16, &Agency, u16, &Procedure) {
        let found = self.sizes.draw(rng).and_then(|place| {
            let agency = self.agencies.get(usize::from(place))?;
            let procedure = self.menus.get(usize::from(agency.menu))?.draw(rng)?;
            Some((place, agency, procedure, self.procedures.get(usize::from(procedure))?))
        });
        found.unwrap_or((0, &NOBODY, 0, &NOTHING))
    }
}

// Nothing is drawn from empty lots, and there are none.
const NOBODY: Agency = Agency { province: 0, level: AgencyLevel::Branch, late_per_mille: 0, menu: 0 };
const NOTHING: Procedure =
    Procedure { field: 0, of_communes: false, mechanism: Mechanism::OneStop, limit: 1, waits_per_mille: [0; 3] };

fn procedure(rng: &mut Pcg64) -> Procedure {
    let mut chance = rng.random_range(0..100);
    let typical = LIMITS.iter().find_map(|(limit, share)| match chance {
        below if below < *share => Some(*limit),
        _ => {
            chance -= share;
            None
        }
    });
    let limit = typical.unwrap_or_else(|| rng.random_range(1..=60));
    let interlinked = limit > 3 && rng.random_range(0..5) == 0;
    let pays = rng.random_range(0..4) == 0;
    Procedure {
        field: u8::try_from(rng.random_range(0..FIELDS)).unwrap_or_default(),
        of_communes: rng.random_range(0..5) < 2,
        mechanism: if interlinked { Mechanism::Interlinked } else { Mechanism::OneStop },
        limit,
        waits_per_mille: [
            rng.random_range(10..=120),
            if pays { rng.random_range(30..=200) } else { 0 },
            if interlinked { rng.random_range(100..=300) } else { 5 },
        ],
    }
}

/// Departments come first, then communes, a third of all, then branches.
fn agency(rng: &mut Pcg64, number: u16, of: u16) -> Agency {
    let departments = (PROVINCES * DEPARTMENTS).min(of / 20 + 1);
    let communes = departments + of / 3;
    let (level, menu) = match number {
        _ if number < departments => (AgencyLevel::Department, number / PROVINCES % DEPARTMENTS),
        _ if number < communes => (AgencyLevel::Commune, DEPARTMENTS + rng.random_range(0..COMMUNE_MENUS)),
        _ => (AgencyLevel::Branch, DEPARTMENTS + COMMUNE_MENUS + rng.random_range(0..BRANCH_MENUS)),
    };
    // Most are late with a few of a thousand, some with many.
    let late = rng.random_range(1..=20) << rng.random_range(0..3_u32).min(rng.random_range(0..4));
    Agency {
        province: u8::try_from(number % PROVINCES).unwrap_or_default(),
        level,
        late_per_mille: if rng.random_range(0..50) == 0 { late + 100 } else { late },
        menu: u8::try_from(menu).unwrap_or_default(),
    }
}

/// The procedures of a kind of agency: all of communes, those of its fields at a department, a few at a branch.
fn menu(rng: &mut Pcg64, number: u16, procedures: &[Procedure]) -> Lots<u16> {
    let fields: [u16; 2] = [number % FIELDS, rng.random_range(0..FIELDS)];
    let few = rng.random_range(3..=8);
    let mut places = shuffled(rng, u16::try_from(procedures.len()).unwrap_or(u16::MAX));
    let of = |place: &u16| procedures.get(usize::from(*place));
    if number < DEPARTMENTS {
        places.retain(|place| of(place).is_some_and(|own| !own.of_communes && fields.contains(&own.field.into())));
    } else if number < DEPARTMENTS + COMMUNE_MENUS {
        places.retain(|place| of(place).is_some_and(|own| own.of_communes));
    } else {
        places.retain(|place| of(place).is_some_and(|own| !own.of_communes));
        places.truncate(few);
    }
    if places.is_empty() {
        places.push(number % u16::try_from(procedures.len()).unwrap_or(u16::MAX).max(1));
    }
    let weights = (2_u64..).zip(&places).map(|(rank, place)| (*place, 1_000_000 / rank));
    Lots::of(weights, 4_096)
}
