/** What systemd is told of the camera. */

export interface Service {
  /** the paths of Node and of this program, as they are on this machine */
  readonly node: string;
  readonly program: string;
  /** what of the command line is no secret */
  readonly args: readonly string[];
  /** where address and token are, readable by root alone */
  readonly environmentFile: string;
}

/** The unit's text. Every line that takes something away says so for whoever wonders later. */
export const unitOf = ({ node, program, args, environmentFile }: Service): string => `[Unit]
Description=Lectern's camera: photographs the screen of a talk
Documentation=https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=${[node, program, ...args].map(quoted).join(" ")}
EnvironmentFile=${environmentFile}
Restart=always
RestartSec=10
# A wrong command line or token, an ended or unknown talk: starting again would help nobody
RestartPreventExitStatus=2 4 5 6

# A user of its own, who may use cameras, and a folder for photographs that wait
DynamicUser=yes
SupplementaryGroups=video
StateDirectory=lectern-camera
StateDirectoryMode=0700
UMask=0077

# It reads the system, writes its folder, talks to the network, and nothing else
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
# No MemoryDenyWriteExecute: V8 compiles. Two photographs are looked at, of some 100 MB each at the most
MemoryMax=512M
TasksMax=64
OOMPolicy=continue

[Install]
WantedBy=multi-user.target
`;

/** As systemd reads a command line: in double quotes, a percent sign and a dollar sign twice (systemd.service(5), systemd.syntax(7)). */
const quoted = (word: string): string => {
  const safe = word.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%").replaceAll("$", "$$$$");
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `"${safe}"`;
};

/** Address and token, as `EnvironmentFile` reads them. */
export const environmentOf = (url: string, token: string): string => `LECTERN_URL=${url}\nLECTERN_TOKEN=${token}\n`;
