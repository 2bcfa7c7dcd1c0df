/** Whether the installation can do its work. */
@NullMarked
package org.chartseal.web.health;

import org.jspecify.annotations.NullMarked;
