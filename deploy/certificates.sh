#!/bin/sh
# 做内网网站要用的证书：自己的 CA、服务器证书、每人一张客户端证书。只用 openssl。
#
#   sh deploy/certificates.sh ca 目录 乡镇名称
#   sh deploy/certificates.sh server 目录 主机名
#   sh deploy/certificates.sh client 目录 角色 用户名      角色如 clinic、village/QX-V1
#
# 目录里的 *.key 和 *.p12 是秘密：只给本人，不进 git，不用聊天工具传。
set -eu
umask 077

say() { printf '%s\n' "$1" >&2; }
need() { [ "$1" -ge "$2" ] || { say "参数不够。例：sh deploy/certificates.sh client /etc/carebook clinic chen-yisheng"; exit 2; }; }

need $# 3
what=$1 home=$2
mkdir -p "$home"
case $what in
ca)
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
        -keyout "$home/ca.key" -out "$home/ca.crt" -subj "/O=$3/CN=carebook CA" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
    say "已做好 $home/ca.crt。ca.key 请离线保管。"
    ;;
server)
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -keyout "$home/server.key" -out "$home/server.csr" -subj "/CN=$3" 2>/dev/null
    printf 'subjectAltName=DNS:%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "$3" > "$home/server.ext"
    openssl x509 -req -in "$home/server.csr" -CA "$home/ca.crt" -CAkey "$home/ca.key" -CAcreateserial -days 730 \
        -extfile "$home/server.ext" -out "$home/server.crt" 2>/dev/null
    rm -f "$home/server.csr" "$home/server.ext"
    say "已做好 $home/server.crt 和 server.key。"
    ;;
client)
    need $# 4
    case $3 in
    office | clinic | police | civil-affairs | rehab | village/[A-Za-z0-9]*) ;;
    *) say "没有角色“$3”。可以写 office、clinic、police、civil-affairs、rehab、village/QX-V1 这样的。"; exit 2 ;;
    esac
    name=$home/$4
    # 角色里有斜线，所以主体用配置文件写，不用 -subj。
    printf '[req]\nprompt=no\ndistinguished_name=who\n[who]\nOU=%s\nCN=%s\n' "$3" "$4" > "$name.cnf"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -config "$name.cnf" \
        -keyout "$name.key" -out "$name.csr" 2>/dev/null
    printf 'extendedKeyUsage=clientAuth\nbasicConstraints=CA:FALSE\n' > "$name.ext"
    openssl x509 -req -in "$name.csr" -CA "$home/ca.crt" -CAkey "$home/ca.key" -CAcreateserial -days 365 \
        -extfile "$name.ext" -out "$name.crt" 2>/dev/null
    rm -f "$name.csr" "$name.ext" "$name.cnf"
    say "已做好 $name.crt 和 $4.key，有效期一年。装进浏览器：openssl pkcs12 -export -in $4.crt -inkey $4.key -out $4.p12"
    ;;
*)
    say "不认识“$what”。可以写 ca、server、client。"
    exit 2
    ;;
esac
