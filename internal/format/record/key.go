package record

// A key names a value of a row. What it means is in the lists of descriptions.
type key uint8

// The keys of rows.
const (
	keyNetNS key = iota
	keyNetNSWorkload

	// Sockets: socketKeys.
	keyProto
	keyFamily
	keyState
	keyLocalAddress
	keyLocalPort
	keyPeerAddress
	keyPeerPort
	keyRecvQ
	keySendQ
	keyUID
	keyUser
	keyInode
	keyTimer
	keyTimerSeconds
	keyRetransmits
	keyTimeouts
	keyRefcount
	keyDrops
	keyPID
	keyProgram
	keyRTO
	keyATO
	keyQuickAcks
	keyPingpong
	keyCwnd
	keySSThresh
	keyFastopenQueue
	keyUnixType
	keyUnixFlags
	keyUnixFlagBits
	keyUnixProtocol
	keyPath

	// What sockets of the internet and of unix belong to: ownerKeys.
	keyOwnerStatus
	keyOwners
	keyComm
	keyFD
	keyWorkload
	keyCgroup
	keyContainerID
	keyContainer
	keyRuntime
	keyPod
	keyPodNamespace
	keyPodUID
	keyUnit
	keyUserUnit
	keySession
	keyWorkloadUID
	keyProxiedTo

	// Sockets of the internet, how far their local addresses mean this host:
	// scopeKeys.
	keyLocalScope

	// Sockets, what tables do not tell: extraKeys, unixPeerKeys.
	keyV6Only
	keyDevice
	keyMark
	keyBacklog
	keyBacklogLimit
	keyPeerInode
	keyPeerPath
	keyPeerPID
	keyPeerProgram

	// Connections of TCP, what the kernel measures: tcpInfoKeys. All but the
	// first are members of its object.
	keyTCPInfo
	keyInfoRTT
	keyInfoRTTVar
	keyInfoMinRTT
	keyInfoMSS
	keyInfoPMTU
	keyInfoCwnd
	keyInfoRetransmits
	keyInfoTotalRetransmits
	keyInfoLost
	keyInfoBytesAcked
	keyInfoBytesReceived
	keyInfoSegsIn
	keyInfoSegsOut
	keyInfoDeliveryRate
	keyInfoPacingRate
	keyInfoBusy
	keyInfoWindowLimited
	keyInfoSndbufLimited
	keyInfoCongestion

	// Sockets of sctp: sctpKeys.
	keyLocalAddresses
	keyPeerAddresses
	keyStyle
	keyLocalPrimary
	keyPeerPrimary
	keyAssociationState
	keyAssociationID
	keyHeartbeatInterval
	keyInStreams
	keyOutStreams
	keyMaxRetransmits
	keyInitRetries
	keyShutdownRetries
	keyRetransmittedChunks
	keyWmemAlloc
	keyWmemQueued
	keySndbuf
	keyRcvbuf

	// Sockets and routes of the old families: oldKeys.
	keyUserCallsign
	keyLocalCallsign
	keyPeerCallsign
	keyChannel
	keyNeighbourNumber
	keyVS
	keyVR
	keyMnemonic
	keyQuality
	keyNeighbourCallsign
	keyNeighbours
	keyNumber
	keyCallsign
	keyDigits
	keyRouterNetwork
	keyRouterNode

	// Routes: routeKeys.
	keyIface
	keyDestination
	keyPrefixLength
	keyGenmask
	keyGateway
	keyRouteFlags
	keyRouteFlagBits
	keyReject
	keyMetric
	keyRef
	keyUse
	keyMSS
	keyWindow
	keyIRTT
	keySource
	keyTOS
	keyHHRef
	keyHHUptodate
	keySpecificDestination
	keyHH
	keyARP
	keyNeighbourAddress
	keyNeighbourHardware
	keyNeighbourFlags
	keyNeighbourFlagBits
	keyNeighbourState
	keyNeighbourStateBits
	keyConfirmedSeconds

	// Multicast groups and masqueraded connections: groupKeys, masqueradeKeys.
	keyGroupUsers
	keyGroup
	keySourceAddress
	keySourcePort
	keyDestinationAddress
	keyDestinationPort
	keyMasqueradedPort
	keyInitialSequence
	keyDelta
	keyPreviousDelta
	keyExpiresSeconds

	// Interfaces: interfaceKeys.
	keyIndex
	keyUp
	keyInterfaceFlags
	keyInterfaceFlagBits
	keyMTU
	keyTxQueueLen
	keyHardware
	keyHardwareType
	keyHardwareAddress
	keyInet
	keyInet6
	keyInetAddress
	keyBroadcast
	keyPeer
	keyScope
	keyRxBytes
	keyRxPackets
	keyRxErrors
	keyRxDropped
	keyRxOverruns
	keyRxFrame
	keyRxCompressed
	keyRxMulticast
	keyTxBytes
	keyTxPackets
	keyTxErrors
	keyTxDropped
	keyTxOverruns
	keyTxCollisions
	keyTxCarrier
	keyTxCompressed
	keyInterrupt
	keyIOBase
	keyMemoryStart
	keyMemoryEnd
	keyDMA

	// Counters: counterKeys.
	keyProtocol
	keyName
	keyValue

	// Counts of a summary: countKeys.
	keyCounted
	keyCountProto
	keyCountFamily
	keyCountName
	keyCount
	keyAtLeast

	// In front of rows where there are several rounds: roundKeys.
	keyTime
	keyEvent

	numKeys
)
