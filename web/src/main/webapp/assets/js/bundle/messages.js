// Fabric's messages: name, then by number each field's name and type. BrowserMessagesTest makes it.
export const MESSAGES = {
  "common.Block": {
    1: ["header", "common.BlockHeader"],
    2: ["data", "common.BlockData"],
    3: ["metadata", "common.BlockMetadata"],
  },
  "common.BlockData": {
    1: ["data", "bytes", "repeated"],
  },
  "common.BlockHeader": {
    1: ["number", "uint64"],
    2: ["previousHash", "bytes"],
    3: ["dataHash", "bytes"],
  },
  "common.BlockMetadata": {
    1: ["metadata", "bytes", "repeated"],
  },
  "common.ChannelHeader": {
    1: ["type", "int32"],
    2: ["version", "int32"],
    3: ["timestamp", "google.protobuf.Timestamp"],
    4: ["channelId", "string"],
    5: ["txId", "string"],
    6: ["epoch", "uint64"],
    7: ["extension", "bytes"],
    8: ["tlsCertHash", "bytes"],
  },
  "common.Config": {
    1: ["sequence", "uint64"],
    2: ["channelGroup", "common.ConfigGroup"],
  },
  "common.ConfigEnvelope": {
    1: ["config", "common.Config"],
    2: ["lastUpdate", "common.Envelope"],
  },
  "common.ConfigGroup": {
    1: ["version", "uint64"],
    2: ["groups", "common.ConfigGroup", "map"],
    3: ["values", "common.ConfigValue", "map"],
    4: ["policies", "common.ConfigPolicy", "map"],
    5: ["modPolicy", "string"],
  },
  "common.ConfigPolicy": {
    1: ["version", "uint64"],
    2: ["policy", "common.Policy"],
    3: ["modPolicy", "string"],
  },
  "common.ConfigValue": {
    1: ["version", "uint64"],
    2: ["value", "bytes"],
    3: ["modPolicy", "string"],
  },
  "common.Consenter": {
    1: ["id", "uint32"],
    2: ["host", "string"],
    3: ["port", "uint32"],
    4: ["mspId", "string"],
    5: ["identity", "bytes"],
    6: ["clientTlsCert", "bytes"],
    7: ["serverTlsCert", "bytes"],
  },
  "common.Envelope": {
    1: ["payload", "bytes"],
    2: ["signature", "bytes"],
  },
  "common.Header": {
    1: ["channelHeader", "bytes"],
    2: ["signatureHeader", "bytes"],
  },
  "common.IdentifierHeader": {
    1: ["identifier", "uint32"],
    2: ["nonce", "bytes"],
  },
  "common.ImplicitMetaPolicy": {
    1: ["subPolicy", "string"],
    2: ["rule", "enum"],
  },
  "common.LastConfig": {
    1: ["index", "uint64"],
  },
  "common.MSPPrincipal": {
    1: ["principalClassification", "enum"],
    2: ["principal", "bytes"],
  },
  "common.MSPRole": {
    1: ["mspIdentifier", "string"],
    2: ["role", "enum"],
  },
  "common.Metadata": {
    1: ["value", "bytes"],
    2: ["signatures", "common.MetadataSignature", "repeated"],
  },
  "common.MetadataSignature": {
    1: ["signatureHeader", "bytes"],
    2: ["signature", "bytes"],
    3: ["identifierHeader", "bytes"],
  },
  "common.OrdererBlockMetadata": {
    1: ["lastConfig", "common.LastConfig"],
    2: ["consenterMetadata", "bytes"],
  },
  "common.Orderers": {
    1: ["consenterMapping", "common.Consenter", "repeated"],
  },
  "common.Payload": {
    1: ["header", "common.Header"],
    2: ["data", "bytes"],
  },
  "common.Policy": {
    1: ["type", "int32"],
    2: ["value", "bytes"],
  },
  "common.SignatureHeader": {
    1: ["creator", "bytes"],
    2: ["nonce", "bytes"],
  },
  "common.SignaturePolicy": {
    1: ["signedBy", "int32", "oneof Type"],
    2: ["nOutOf", "common.SignaturePolicy.NOutOf", "oneof Type"],
  },
  "common.SignaturePolicy.NOutOf": {
    1: ["n", "int32"],
    2: ["rules", "common.SignaturePolicy", "repeated"],
  },
  "common.SignaturePolicyEnvelope": {
    1: ["version", "int32"],
    2: ["rule", "common.SignaturePolicy"],
    3: ["identities", "common.MSPPrincipal", "repeated"],
  },
  "google.protobuf.Timestamp": {
    1: ["seconds", "int64"],
    2: ["nanos", "int32"],
  },
  "kvrwset.KVMetadataEntry": {
    1: ["name", "string"],
    2: ["value", "bytes"],
  },
  "kvrwset.KVMetadataWrite": {
    1: ["key", "string"],
    2: ["entries", "kvrwset.KVMetadataEntry", "repeated"],
  },
  "kvrwset.KVRWSet": {
    1: ["reads", "kvrwset.KVRead", "repeated"],
    2: ["rangeQueriesInfo", "kvrwset.RangeQueryInfo", "repeated"],
    3: ["writes", "kvrwset.KVWrite", "repeated"],
    4: ["metadataWrites", "kvrwset.KVMetadataWrite", "repeated"],
  },
  "kvrwset.KVRead": {
    1: ["key", "string"],
    2: ["version", "kvrwset.Version"],
  },
  "kvrwset.KVWrite": {
    1: ["key", "string"],
    2: ["isDelete", "bool"],
    3: ["value", "bytes"],
  },
  "kvrwset.QueryReads": {
    1: ["kvReads", "kvrwset.KVRead", "repeated"],
  },
  "kvrwset.QueryReadsMerkleSummary": {
    1: ["maxDegree", "uint32"],
    2: ["maxLevel", "uint32"],
    3: ["maxLevelHashes", "bytes", "repeated"],
  },
  "kvrwset.RangeQueryInfo": {
    1: ["startKey", "string"],
    2: ["endKey", "string"],
    3: ["itrExhausted", "bool"],
    4: ["rawReads", "kvrwset.QueryReads", "oneof reads_info"],
    5: ["readsMerkleHashes", "kvrwset.QueryReadsMerkleSummary", "oneof reads_info"],
  },
  "kvrwset.Version": {
    1: ["blockNum", "uint64"],
    2: ["txNum", "uint64"],
  },
  "msp.FabricCryptoConfig": {
    1: ["signatureHashFamily", "string"],
    2: ["identityIdentifierHashFunction", "string"],
  },
  "msp.FabricMSPConfig": {
    1: ["name", "string"],
    2: ["rootCerts", "bytes", "repeated"],
    3: ["intermediateCerts", "bytes", "repeated"],
    4: ["admins", "bytes", "repeated"],
    5: ["revocationList", "bytes", "repeated"],
    6: ["signingIdentity", "msp.SigningIdentityInfo"],
    7: ["organizationalUnitIdentifiers", "msp.FabricOUIdentifier", "repeated"],
    8: ["cryptoConfig", "msp.FabricCryptoConfig"],
    9: ["tlsRootCerts", "bytes", "repeated"],
    10: ["tlsIntermediateCerts", "bytes", "repeated"],
    11: ["fabricNodeOus", "msp.FabricNodeOUs"],
  },
  "msp.FabricNodeOUs": {
    1: ["enable", "bool"],
    2: ["clientOuIdentifier", "msp.FabricOUIdentifier"],
    3: ["peerOuIdentifier", "msp.FabricOUIdentifier"],
    4: ["adminOuIdentifier", "msp.FabricOUIdentifier"],
    5: ["ordererOuIdentifier", "msp.FabricOUIdentifier"],
  },
  "msp.FabricOUIdentifier": {
    1: ["certificate", "bytes"],
    2: ["organizationalUnitIdentifier", "string"],
  },
  "msp.KeyInfo": {
    1: ["keyIdentifier", "string"],
    2: ["keyMaterial", "bytes"],
  },
  "msp.MSPConfig": {
    1: ["type", "int32"],
    2: ["config", "bytes"],
  },
  "msp.SerializedIdentity": {
    1: ["mspid", "string"],
    2: ["idBytes", "bytes"],
  },
  "msp.SigningIdentityInfo": {
    1: ["publicSigner", "bytes"],
    2: ["privateSigner", "msp.KeyInfo"],
  },
  "orderer.ConsensusType": {
    1: ["type", "string"],
    2: ["metadata", "bytes"],
    3: ["state", "enum"],
  },
  "protos.ChaincodeAction": {
    1: ["results", "bytes"],
    2: ["events", "bytes"],
    3: ["response", "protos.Response"],
    4: ["chaincodeId", "protos.ChaincodeID"],
  },
  "protos.ChaincodeActionPayload": {
    1: ["chaincodeProposalPayload", "bytes"],
    2: ["action", "protos.ChaincodeEndorsedAction"],
  },
  "protos.ChaincodeEndorsedAction": {
    1: ["proposalResponsePayload", "bytes"],
    2: ["endorsements", "protos.Endorsement", "repeated"],
  },
  "protos.ChaincodeID": {
    1: ["path", "string"],
    2: ["name", "string"],
    3: ["version", "string"],
  },
  "protos.Endorsement": {
    1: ["endorser", "bytes"],
    2: ["signature", "bytes"],
  },
  "protos.ProposalResponsePayload": {
    1: ["proposalHash", "bytes"],
    2: ["extension", "bytes"],
  },
  "protos.Response": {
    1: ["status", "int32"],
    2: ["message", "string"],
    3: ["payload", "bytes"],
  },
  "protos.Transaction": {
    1: ["actions", "protos.TransactionAction", "repeated"],
  },
  "protos.TransactionAction": {
    1: ["header", "bytes"],
    2: ["payload", "bytes"],
  },
  "rwset.CollectionHashedReadWriteSet": {
    1: ["collectionName", "string"],
    2: ["hashedRwset", "bytes"],
    3: ["pvtRwsetHash", "bytes"],
  },
  "rwset.NsReadWriteSet": {
    1: ["namespace", "string"],
    2: ["rwset", "bytes"],
    3: ["collectionHashedRwset", "rwset.CollectionHashedReadWriteSet", "repeated"],
  },
  "rwset.TxReadWriteSet": {
    1: ["dataModel", "enum"],
    2: ["nsRwset", "rwset.NsReadWriteSet", "repeated"],
  },
};
