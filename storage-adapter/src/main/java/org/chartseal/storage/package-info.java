/** Encrypted objects on a local disk, the file with the master keys, and signing keys under them. */
@NullMarked
package org.chartseal.storage;

import org.jspecify.annotations.NullMarked;
