/** Reception's pages: the day, booking, patients, the queue. */
@NullMarked
package org.chartseal.web.reception;

import org.jspecify.annotations.NullMarked;
