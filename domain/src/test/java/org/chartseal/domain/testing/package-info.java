/** Fixtures: a real PostgreSQL with the migrated schema, a fixed clock, countable ids. */
@NullMarked
package org.chartseal.domain.testing;

import org.jspecify.annotations.NullMarked;
