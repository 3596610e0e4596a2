# Completion of gonetstat(8) for bash.

# The names below /run/netns, as the words of an array: a name may hold any
# byte but NUL and '/'.
_gonetstat_namespaces() {
	local path
	words=()
	for path in /run/netns/* /var/run/netns/*; do
		[[ -e $path || -L $path ]] && words+=("${path##*/}")
	done
}

_gonetstat() {
	local cur=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} i=$COMP_CWORD
	local whole before option head= word
	local -a words=()
	COMPREPLY=()

	# What is behind the cursor does not count.
	until [[ $line == *"$cur" ]]; do cur=${cur%?}; done
	# Bash breaks words at '=', ':' and '@' too (COMP_WORDBREAKS), and replaces
	# only the last part, $2. Parts without a blank between them are one word.
	whole=$cur line=${line%"$cur"}
	while ((i > 1)) && [[ $line != *[[:blank:]] ]]; do
		((i -= 1))
		whole=${COMP_WORDS[i]}$whole line=${line%"${COMP_WORDS[i]}"}
	done

	if [[ $whole == --*=* ]]; then
		option=${whole%%=*} cur=${whole#*=} before=$option=
	else
		option=${COMP_WORDS[i-1]} cur=$whole before=
		[[ $option == --program ]] && option= # it takes a value behind '=' only
	fi

	case $option in
	--netns) _gonetstat_namespaces ;;
	--output) words=(net-tools table json ndjson csv) ;;
	--color) words=(auto always never) ;;
	-A | --protocol)
		words=(inet inet6 unix ipx ax25 x25 netrom rose ddp econet ash bluetooth)
		;;
	--state)
		words=(ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT
			LAST_ACK LISTEN CLOSING LISTENING CONNECTING CONNECTED DISCONNECTING FREE UNKNOWN unconnected)
		;;
	--pid)
		for word in /proc/[0-9]*; do words+=("${word##*/}"); done
		;;
	--port | --program) return ;;
	*)
		[[ $cur == -* ]] || return
		words=(
			-r --route -i --interfaces -s --statistics -g --groups -M --masquerade
			-t --tcp -u --udp -U --udplite -S --sctp -w --raw -x --unix -2 --l2cap -f --rfcomm
			-l --listening -a --all
			-4 --inet --ip -6 --inet6 -A --protocol --ipx --ax25 --x25 --netrom --rose
			--ddp --appletalk --tcpip --bluetooth
			-n --numeric --numeric-hosts --numeric-ports --numeric-users
			-N --symbolic -W --wide -p --programs -e --extend -o --timers -Z --context
			--netns --all-netns
			--state --port --pid --program=
			--output --json --color
			-F --fib -C --cache -c --continuous -v --verbose -h --help -V --version
		)
		[[ $cur == --program ]] && compopt -o nospace 2>/dev/null
		;;
	esac

	# The last of a list with commas is completed.
	case $option in
	--netns | --state | --pid | -A | --protocol)
		if [[ $cur == *,* ]]; then
			head=${cur%,*},
			cur=${cur##*,}
		fi
		;;
	esac
	for word in "${words[@]}"; do
		if [[ $word == "$cur"* ]]; then
			printf -v word %q "$word"
			word=$before$head$word
			COMPREPLY+=("${word#"${whole%"$2"}"}")
		fi
	done
}

complete -F _gonetstat gonetstat
