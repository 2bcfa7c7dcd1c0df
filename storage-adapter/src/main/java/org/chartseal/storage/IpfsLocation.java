package org.chartseal.storage;

import java.net.URI;

/**
 * Which folder of which IPFS node.
 *
 * @param api where the node's RPC API answers, without a path
 * @param folder of the node's own file system that holds the store, with a slash before and none after it
 */
record IpfsLocation(URI api, String folder) {}
