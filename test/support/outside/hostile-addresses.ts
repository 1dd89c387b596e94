/** Addresses inside, as those write them who want us to go there. */
export interface Hostile {
  what: string
  url: string
  /** What the DNS says of the name, each time it is asked; the last for good. */
  dns?: readonly (readonly string[])[]
}

/** URLs that lead to `inside`, an IPv4 address of this machine, or to other places where nobody of the Internet may go. */
export function hostileAddresses(inside = '127.0.0.1'): Hostile[] {
  const [a, b, c, d] = inside.split('.').map(Number) as [number, number, number, number]
  const number = ((a * 256 + b) * 256 + c) * 256 + d
  const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)]
  const octal = (part: number) => `0${part.toString(8)}`
  const hex = (part: number) => `0x${part.toString(16)}`
  const literals: Record<string, string> = {
    'an address': inside,
    'a number': `${number}`,
    'a hexadecimal number': hex(number),
    'an octal number': octal(number),
    'hexadecimal parts': [a, b, c, d].map(hex).join('.'),
    'octal parts': [a, b, c, d].map(octal).join('.'),
    'mixed parts': `${hex(a)}.${b}.${octal(c)}.${d}`,
    'three parts': `${a}.${b}.${c * 256 + d}`,
    'two parts': `${a}.${(b * 256 + c) * 256 + d}`,
    'zeros before it': `00${octal(a)}.${octal(b)}.${octal(c)}.${octal(d)}`,
    'a dot behind it': `${inside}.`,
    'ideographic dots': inside.replaceAll('.', '。'),
    'full-width digits': inside.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    'escaped digits': inside.replace(/^\d/, (digit) => `%3${digit}`),
    'a soft hyphen in it': `${inside}\u00AD`,
    'IPv4 in IPv6': `[::ffff:${inside}]`,
    'IPv4 in IPv6, hexadecimal': `[::ffff:${high}:${low}]`,
    'IPv4 in IPv6, whole': `[0:0:0:0:0:ffff:${high}:${low}]`,
    'IPv4-compatible IPv6': `[::${inside}]`,
    'translated IPv4': `[::ffff:0:${high}:${low}]`,
    NAT64: `[64:ff9b::${high}:${low}]`,
    'local NAT64': `[64:ff9b:1::${high}:${low}]`,
    '6to4': `[2002:${high}:${low}::1]`,
    Teredo: `[2001:0:4136:e378:8000:63bf:${(0xffff - (a * 256 + b)).toString(16)}:${(0xffff - (c * 256 + d)).toString(16)}]`,
    'IPv6 loopback': '[::1]',
    'IPv6 loopback, whole': '[0000:0000:0000:0000:0000:0000:0000:0001]',
    'IPv6 unspecified': '[::]',
    unspecified: '0.0.0.0',
    zero: '0',
    'this network': '0.1.2.3',
    'loopback, far': '127.255.255.254',
    'short loopback': '127.1',
    'private 10': '10.0.0.1',
    'private 172': '172.16.0.1',
    'private 172, last': '172.31.255.255',
    'private 192': '192.168.1.1',
    'carrier-grade NAT': '100.64.0.1',
    'link-local': '169.254.1.1',
    metadata: '169.254.169.254',
    'metadata as a number': '2852039166',
    'metadata in IPv6': '[::ffff:169.254.169.254]',
    'metadata of AWS': '[fd00:ec2::254]',
    'metadata by NAT64': '[64:ff9b::a9fe:a9fe]',
    'metadata of Alibaba': '100.100.100.200',
    'wire server of Azure': '168.63.129.16',
    'wire server by NAT64': '[64:ff9b::a83f:8110]',
    'IETF protocols': '192.0.0.1',
    'documentation 1': '192.0.2.1',
    'documentation 2': '198.51.100.1',
    'documentation 3': '203.0.113.1',
    benchmarks: '198.18.0.1',
    '6to4 relay': '192.88.99.1',
    multicast: '224.0.0.1',
    reserved: '240.0.0.1',
    broadcast: '255.255.255.255',
    'link-local IPv6': '[fe80::1]',
    'link-local IPv6 with a zone': '[fe80::1%25eth0]',
    'link-local IPv6 with a bare zone': '[fe80::1%eth0]',
    'site-local IPv6': '[fec0::1]',
    'unique local IPv6': '[fc00::1]',
    'unique local IPv6, random': '[fd12:3456:789a::1]',
    'multicast IPv6': '[ff02::1]',
    'documentation IPv6': '[2001:db8::1]',
    'new documentation IPv6': '[3fff::1]',
    'discarding IPv6': '[100::1]',
    'segment routing': '[5f00::1]',
    'IPv6 that is not routed': '[4000::1]',
    localhost: 'localhost',
    'localhost in capitals': 'LOCALHOST',
    'localhost with a dot': 'localhost.',
    'below localhost': 'hooks.localhost',
    'the host itself': 'localhost.localdomain',
    'a name of the own network': 'intranet',
    'a name of the own link': 'printer.local',
    'metadata of Google': 'metadata.google.internal',
    'a container’s host': 'host.docker.internal',
  }
  const wholes: Record<string, string> = {
    http: 'http://hooks.customer.example/',
    'another port': 'https://hooks.customer.example:22/',
    'the port of http': 'https://hooks.customer.example:80/',
    'a user name': `https://user@${inside}:8443/`,
    'a user name like a host': `https://hooks.customer.example@${inside}:8443/`,
    'a user name with a port': `https://hooks.customer.example:443@${inside}:8443/`,
    'a backslash': `https://${inside}:8443\\@hooks.customer.example/`,
    'a fragment like a host': `https://${inside}:8443/#@hooks.customer.example/`,
    'line ends within': `https://${inside.replace('.', '\n.')}:8443/`,
    'a tab within': `ht\ttps://${inside}:8443/`,
    'another scheme': `gopher://${inside}:8443/`,
    'a file': 'file:///etc/passwd',
    data: 'data:text/plain,hello',
    'a script': 'javascript:alert(1)',
    'a socket': 'unix:/var/run/docker.sock',
    'no scheme': `//${inside}:8443/`,
    'three slashes': `https:///${inside}:8443/`,
    'no slash': `https:${inside}:8443/`,
    'no URL': 'https://[::1',
    'too long': `https://hooks.customer.example/${'x'.repeat(2100)}`,
  }
  return [
    ...Object.entries(literals).map(([what, host]) => ({ what, url: `https://${host}:8443/hook` })),
    ...Object.entries(wholes).map(([what, url]) => ({ what, url })),
  ]
}

/** URLs that look like others; what their names lead to is inside. */
export function hostileNames(inside = '127.0.0.1'): Hostile[] {
  const names: Record<string, readonly (readonly string[])[]> = {
    'a name that leads inside': [[inside]],
    'a name that leads inside by IPv6': [['::1']],
    'a name that leads inside by IPv4 in IPv6': [[`::ffff:${inside}`]],
    'a name that leads inside by NAT64': [['64:ff9b::7f00:1']],
    'a name that leads to nowhere': [[]],
    'a name that leads to 0.0.0.0': [['0.0.0.0']],
    'a name that leads outside, then inside': [['192.88.99.99', inside]],
    'a name that leads inside and outside': [[inside, '203.0.114.7']],
    'a name that leads outside and inside': [['203.0.114.7', inside]],
    'a name that leads outside and inside by IPv6': [['2606:4700::1111', '::1']],
    'a name that leads to the metadata': [['169.254.169.254']],
    'a name that leads to what is no address': [['hooks.customer.example']],
    'a name with a zone': [['fe80::1%eth0']],
  }
  return Object.entries(names).map(([what, dns]) => ({ what, url: 'https://hooks.customer.example:8443/hook', dns }))
}
