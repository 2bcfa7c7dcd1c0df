/** What a doctor knows and writes about a patient: problems, allergies, notes, and the chart that shows it in one look. */
@NullMarked
package org.chartseal.domain.care;

import org.jspecify.annotations.NullMarked;
