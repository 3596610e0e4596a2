package record

// groupKeys are the keys of multicast groups beside netns, family and iface. In
// a list that has sockets too, the key group tells them.
var groupKeys = []description{
	{keyGroupUsers, isInteger, "how often the interface has joined the group",
		"", "net/igmp: Users; igmp_mc_seq_show in net/ipv4/igmp.c"},
	{keyGroup, isText, "address of the multicast group",
		"", "net/igmp: Group; net/igmp6: the third column"},
}

// masqueradeKeys are the keys of masqueraded connections beside netns, proto
// and family.
var masqueradeKeys = []description{
	{keySourceAddress, isText, "address of the host behind this one",
		"", "net/ip_masquerade: FromIP; ip_msqhst_procinfo in net/ipv4/ip_masq.c of Linux 2.2"},
	{keySourcePort, isInteger, "port of that host",
		"", "net/ip_masquerade: FPrt"},
	{keyDestinationAddress, isText, "address of the other end",
		"", "net/ip_masquerade: ToIP"},
	{keyDestinationPort, isInteger, "port of the other end",
		"", "net/ip_masquerade: TPrt"},
	{keyMasqueradedPort, isInteger, "port of this host, which the other end sees",
		"", "net/ip_masquerade: Masq"},
	{keyInitialSequence, isInteger, "sequence number from which on numbers differ; 0 if none do",
		"", "net/ip_masquerade: Init-seq"},
	{keyDelta, isInteger, "by how much they differ",
		"", "net/ip_masquerade: Delta"},
	{keyPreviousDelta, isInteger | orNull, "by how much they differed before; null if the table does not tell",
		"", "net/ip_masquerade: PDelta"},
	{keyExpiresSeconds, isDecimal, "until the connection is forgotten",
		"seconds", "net/ip_masquerade: Expires, in hundredths"},
}

// counterKeys are the keys of counters beside netns. Each counter is a row, so
// that a kernel with new counters has more rows, but none with other keys.
// Those that are 0 are there too.
var counterKeys = []description{
	{keyProtocol, isText, "the kernel's word for what is counted, such as Tcp, TcpExt or Ip6",
		"", "net/snmp, net/netstat, net/snmp6, net/sctp/snmp"},
	{keyName, isText, "of the counter, the kernel's own, such as InSegs or Ip6InReceives",
		"", "net/snmp, net/netstat, net/snmp6, net/sctp/snmp"},
	{keyValue, isInteger, "from 0 to 2^64-1, counted since the namespace was made, or since boot; a few are no counts but limits, algorithms or how many connections there are. " +
		"Tcp's MaxConn is -1 for no limit",
		"", "net/snmp, net/netstat, net/snmp6, net/sctp/snmp"},
}
