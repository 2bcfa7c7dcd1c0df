@NullMarked
package org.chartseal.domain.audit.tree;

import org.jspecify.annotations.NullMarked;
