// A schema of nothing is one, too.
/* Neither this
   makes anything. */
