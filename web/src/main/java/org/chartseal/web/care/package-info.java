/** The doctor's pages: the day, the chart, notes, problems, allergies, laboratory requests. */
@NullMarked
package org.chartseal.web.care;

import org.jspecify.annotations.NullMarked;
