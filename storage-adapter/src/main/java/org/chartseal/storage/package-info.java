/** Encrypted objects on a local disk, in S3 or IPFS, the file with the master keys, and signing keys under them. */
@NullMarked
package org.chartseal.storage;

import org.jspecify.annotations.NullMarked;
