/** A patient's own pages: what comes next, results with their course, prescriptions, who may read and who did. */
@NullMarked
package org.chartseal.web.patient;

import org.jspecify.annotations.NullMarked;
