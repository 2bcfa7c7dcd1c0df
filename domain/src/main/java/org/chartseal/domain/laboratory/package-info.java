/** What can be measured, what a doctor asks for, and what the laboratory found. */
@NullMarked
package org.chartseal.domain.laboratory;

import org.jspecify.annotations.NullMarked;
