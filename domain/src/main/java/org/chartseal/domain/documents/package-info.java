/** Files and sealed contents outside the database, the keys that protect them, and the keys that sign. */
@NullMarked
package org.chartseal.domain.documents;

import org.jspecify.annotations.NullMarked;
