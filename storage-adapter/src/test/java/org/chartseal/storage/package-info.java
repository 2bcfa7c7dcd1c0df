/** Tests of storage, vault and keys; {@code ObjectStoreContract} is the kit that every store passes. */
@NullMarked
package org.chartseal.storage;

import org.jspecify.annotations.NullMarked;
