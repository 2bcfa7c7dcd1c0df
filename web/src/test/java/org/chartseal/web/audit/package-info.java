@NullMarked
package org.chartseal.web.audit;

import org.jspecify.annotations.NullMarked;
