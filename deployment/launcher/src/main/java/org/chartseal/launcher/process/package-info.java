/** Operating-system processes that outlive the command that started them. */
@NullMarked
package org.chartseal.launcher.process;

import org.jspecify.annotations.NullMarked;
