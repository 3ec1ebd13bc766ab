package dev.santokit.operator.plan;

/** What is done at a plan's database. */
enum Task {
  /** A plan is made; nothing changes. */
  PLAN,
  /** What the active release survives is carried out. */
  EXPAND,
  /** It is read what the functions of the active release use; nothing changes. */
  LOGIC,
  /** The rest is carried out. */
  CONTRACT,
  /** The live schema is compared with the one applied last; nothing changes. */
  DRIFT
}
