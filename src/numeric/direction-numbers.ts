/**
 * Direction numbers of the Sobol sequence with good two-dimensional projections: S. Joe and F. Y. Kuo,
 * "Constructing Sobol sequences with better two-dimensional projections", SIAM Journal on Scientific
 * Computing 30 (2008), the set "new-joe-kuo-6", of which these are the first 481 dimensions. The
 * numbers are those authors' (copyright 2008 Frances Y. Kuo and Stephen Joe, BSD licence).
 *
 * Each entry of `packed` is a dimension in hexadecimal: from the lowest bit on, the s − 1 inner
 * coefficients of its primitive polynomial of degree s, then (m_i − 1) / 2 of the initial numbers
 * m₁ … m_s, which are odd and below 2^i, in i − 1 bits each.
 */

/** How many dimensions there are numbers for; half of it is how many premises a Saltelli design takes. */
export const mostDimensions = 481;

const bits = 32;
/** How many primitive polynomials there are of degree 1, 2, …, 12: all of them are used, in order. */
const polynomialsOfDegree = [1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144];

/** The 32 direction numbers of a dimension, counted from 0, as 32-bit fractions. Throws a RangeError. */
export function directionNumbers(dimension: number): Uint32Array {
  if (!(Number.isInteger(dimension) && dimension >= 0 && dimension < mostDimensions)) {
    throw new RangeError(
      `there are direction numbers for ${mostDimensions} dimensions, none for dimension ${dimension + 1}`,
    );
  }
  const directions = new Uint32Array(bits);
  if (dimension === 0) {
    for (let bit = 0; bit < bits; bit++) directions[bit] = 1 << (bits - 1 - bit);
    return directions;
  }
  const degree = degreeOf(dimension);
  const { coefficients, initial } = unpack(packed.split(/\s/u)[dimension - 1], degree);
  for (let bit = 0; bit < bits; bit++) {
    directions[bit] =
      bit < degree
        ? initial[bit] << (bits - 1 - bit)
        : recurrence(directions, bit, degree, coefficients);
  }
  return directions;
}

/** v_i = a₁v_{i−1} ⊕ … ⊕ a_{s−1}v_{i−s+1} ⊕ v_{i−s} ⊕ (v_{i−s} / 2^s) (Bratley and Fox 1988). */
function recurrence(
  directions: Uint32Array,
  bit: number,
  degree: number,
  coefficients: number,
): number {
  const before = directions[bit - degree];
  let value = before ^ (before >>> degree);
  for (let term = 1; term < degree; term++) {
    if ((coefficients >>> (degree - 1 - term)) & 1) value ^= directions[bit - term];
  }
  return value;
}

function degreeOf(dimension: number): number {
  let before = 1;
  const index = polynomialsOfDegree.findIndex((count) => {
    before += count;
    return dimension < before;
  });
  return index + 1;
}

function unpack(text: string, degree: number) {
  let rest = BigInt(`0x${text}`);
  const take = (width: number): number => {
    const number = Number(rest & ((1n << BigInt(width)) - 1n));
    rest >>= BigInt(width);
    return number;
  };
  const coefficients = take(degree - 1);
  const initial = Array.from({ length: degree }, (_, index) => 2 * take(index) + 1);
  return { coefficients, initial };
}

const packed = `0 3 5 2 51 1ac 2142 944 26e7 4b 148d 3d5e c1c61 5570d c6e30 11f13 63736 f4a99 667bbc1 4476dc4
3f13c87 34c0948 6b14c4e 1fed453 3d49b15 446135c 90d9f 3a965e0 28ec8a5 360bd69 11d63ea 45a2272
d0b537 7be07b8 31e69bb 21b14fe 7a60dfc8e 307fbfe95 7c98ab496 48ebb4a6 16a0b5f2f 2781f87b1
6604b20b2 4e3953234 5cb2017b8 239c8e5c3 dee6f7c6 70c1ea154 5872b6461 234910fe7 6af7fa8f3 426aaa97a
efacba39508 2209b006b0d ab045ce1010 f96679f1116 5b68fa16819 b5e78392c2c bf06a5a7c2f 6e894a7df34
29dfb9ec837 5018d9ff43b 80569df323e 92f9f6aa843 a14ee0d6e4a 410341a1451 edfb00ef652 5940d50557
f3fe31bf25b 3f5b67c835e 767fea40a67 90f293edc68 f5b7d6a2c6d acd0318107a 1007cf03a7c 57cf454e989
18fefb5c18a 98aba7b4d8f 4af8e040c91 4f0c3f09298 708da14e89d 8765e7753a7 393ace165ad d147f5ac6b0
256da0ad2b5 e279094feb6 e01a7990fb9 7589ce79bf bd9124000c2 f10c755f9c7 d7835364eda aec25c48bdc
943a9b51be3 4ef032162e5 6abc8733fe6 6c5326d06ea 7c705b673ec effc0d6cdf1 6c74b0954f4 497a84b9bfd
1cadfc52117204 1e687fdf992c0d 256d9f2b1a3213 f76bc03ba6416 2e00884434ee32 2a53e503ecaa37
314ce547ff9840 a9f05c19b4c45 3899e270453262 7ea4de3788e6b 34ecaee9f05873 222ec09f26679
1d5a0bdf73bc7f 180d4723264286 15426732bfea8c 2276d5bee79491 2c3c33a1e30e98 3c5acb3435309e
8c9ced6cc48a1 2e48012db33eab 23a971a1e58eb5 9d76d6ebc54c2 392a865552a6c7 271c6872db98cb
253585ce584ad0 24d4334ec13ee3 2cd047bfa136f2 3f08087a5c3efb 1307b9ca9ae4fd 48e65ef0f4509
103b82ba70430a 2d3b7a7e9d6312 30430b39fc1d1b 483ed7282ef21 b1b50dfe32927 1e3a05eefeb52d
16317c075853c 25edac84de753f 13389f5949b344 350948de175a 19dde5a0466160 2d6d5431c6bd69
358fa515158b6f 3437ead3f2b77e 39bf80ce1b758b 1f5bd397790f8e 25c73244a83590 3e9c7a7b01679c
34a4be414b25a3 24d65f2d483fa6 19b178b66041aa 4abf0dde5f3ac 15d7ff935779b1 3d4c72deb4a7be
8d1b5f26bc6 3d334d2a66d3c9 2b5dbf91cd7d8 39f122bd9d4ded 1b52fe57a3edf9 2cf98c4709b1fc
75084e1ef18dec02 31bc4eea56b1bc0b b91a96796c83f015 16645b2619885d016 136f617b5c3e00423
1a39b35b70908d831 1066c0b970e1da832 182af6e88f94c7c38 e811e332d158c3d 1679c6ac07916446
d75ee579f00d484a 1fbef517f84ecec4f 40bf4706c460454 d8e8d0ca1c319858 35f18e367b8c9867
e128db212a7b3868 15ad8fb9ebfa62870 3df7969dcae3e873 16d0c6165eccda075 1775a81643422fc7a
1cacbd3b947541c86 1fabbac6840ccc89 1a57021b7092b0092 1ec4526c4b2ef2894 17e53fb4991b25c9d
198b17686af10189e 611168e1aab638a2 801b75865ac43ca4 1fe93a2b276e648a8 101dc54c40dce34ad
17ed4dfc6deae4cb9 12c7807919424fcba 37ec795721c7d4bf 10c16086fff58e0c1 192a48971943be0c7
4fdc88251537dcd5 b1c0e296646bbcd6 1d98c3732d4d9fcdc 3117c16694ce24e3 1a5d47919505d58ec
c346c530402c44f2 115d6f353707544fb 7f2506eaf7a58900 94ab54a2f1350103 1b1288a036484bd09
a1714e02735a050a 76bad3f174c43914 19f4cbcb3b8a58524 17c8a8b37b1bd7930 152a577ccad493136
10c176723f500c53c 1772f2f184052793f 13582cc505f1a0542 d8b50e69df219148 c154ca2f1b20cd4e
c7935ba63e0a953 11de31ea963fc6155 442348d03755b159 192af6c7ee414515a 14ddd8618d5fae16a
48595fcaf84dd16f 161c749b7909d4574 1b244d87efdd63177 bcf9709a30d6ed78 3f5f77daa35bf57d
98b2fe09901ab581 1f2bf42c470f7d984 7d89f4e61e71f988 1f1737f2a96c99999 ae0ad0b7f8da919f
16d5fa7d8ea9451a0 2edb155902c929a5 91a245754b609ac 10c7669bf4ccce1af 1fd261fcbb6e889b2
17cf57d1989fe8db7 94aa6e2bd8f3fdbe a62ddf73c62cddc3 190a803c8caca2dc5 85a90141400581c9
5fbcaf4a906931ca 11b627d24d446d5d7 1bda51860259205db 1fc5738ed3bc9e9de 3217a8a4404d1de4
86c8bc8112bfe5ed cfe9d714c075d9ee 1dc3fe5c3c9b375f3 95303183aca395f6 13c6e7ff7486b3e05
16879c42e4990aa06 2384aa4995d98e0c 9fcf4ea9930f1a0f 1ebabac54ba62222b f5ebcc2134194230
9c0c159a5b44c635 1099cc8e173833239 bd447e0b2f585a42 9d83df2ffbeaf644 1e7950fee0a389e4b
c58f838c0855d24d e35a2298d4fe24e 15c210834223d3659 ff0110e3b49fc65f 9bf791e6722fda63
6ef5e5079c9cb266 ae833bd47e5a4e69 b0619844e0fcaa6a 1fd6e98b3ca5f5271 1760226799cb4a274
13ac1667a6f55b27b 3674aaf96aa05a81 16f4af2a0fca1a287 ca92f0942134568e 1f9422137ba037a93
c2105ed54b42696 1efa5538188b9b6a0 1042a439a142746a3 77d80dd5410202aa 192812d5cd1462ac
1336555f1320872b1 b6c3ddee552beeb7 3cb6e41b6fb366b8 1a0eaa07623a8bac9 110c6890457f086cf
10120e4ce01452ad4 15cb4b3686d6d12dd 1afb42a6faf1cb6de 1b99b2bfedc0af2e4 7a9a6726ca31aeeb
10af238a864454eed 18f5ad4637f670af0 1a6aa89123f006ef3 ed0c49bab537d6fa 1e1a59ac3608fd302
11a9f77175b201b0e 16cf5ca11682c9f10 7d7f03740d5fbf13 60bf543a1f00fb15 1e1ce7eec21a24f19
1d49cb907f7e3bb1c 1086e93b23429f323 fc351f1c33109f25 9dab0ee6a5aa772a 1d5ca7ed16cf7772f
7dd83260c11c0f38 7ccf05a60b097f3d af843cd71c154f3e 1b773f06cebaaeb40 5a2795e4b36a6b49
1eb6361bc8e63634f 9cc3375cb9094b51 10659970f19318f5d 18b2180e66b233f67 1373d120a5b433b6e
46b2f25468339379 ed7858131dbd9b7c cbf2b24feb9c3385 85caf90c93e33b8c 1cd9adde6699b1f98
1e385bdcc4ebd4b9b 16d7cfde13775a3ae 1a2df6c445d9debb5 f8823e5dce1027b6 c7f994c42d5703ba
1f9f23c47598d23c1 98ea4501ca522bc8 7ea3601ea7c327cb 2125577970bdafcd 5415385365f4cbd3
6633dcb0add13fd6 5c6b0557469537da 3dd7de04f3099fe6 10c7db9e69512b7e9 129088b94ec7c3ff2
e194d0e15ca277f4 1cf374cbc750f3a2f029 2e85c985f55cee20834 1015586f6e41d617d83d
1d8a73c8ecd3cb47583e 3f277d0a18953af604c 30214f01fed2f157068 5bb33b68b6ceae7e875
7de7a08942bb79b7083 1d2bb5ea306d6a4f508f 1125e262318934ac6891 33114ffe7564804489d
1e03835d3faff5cec8a7 e4e4230ff886795a8ab 1b852581c9a40d3dc0b0 cf966859edfe62da0b5
2522fe65efd5d5698c2 16fd053021e4f35d18d9 4b0d4d89884fadcc0ec 180e8c491b5a84ed08ef
15d57f15cc681e251906 4144aa0acbde39b591b 19d8a7a40fef850bd11e dc11d8009cfd9d90133
5643d96718997e41139 140bcf805e545854413f b5192e2bf22ee03515c e95570f7c8320ffa160
1251403ccaa692117965 910bda1d9f53e297187 1fc4da0b0821099fd98e 16d2f63f532b49075190
1ac6f8c0265ed4e7f19c 5438624912e3c5a99f 7f89624a98fd6bdc1a6 ba7f52d30ae440381b8
1caf513726639a0c59cc 65199aa7bcdf707a9d1 1fa934ddaddeebdbe9d4 81cdf5c6175fbbec203
1d44d75e3e2ce6642a18 1add5d6f134e76e6821b 5bf139582a5254a9227 191f7023b1a250d26a2e
15bf37028a1432b2ea33 1924e463e530ded30a3a 11a59ef60ebc80f61253 1276898992f2d4d0d256
1e47eb22ff632f94a269 66d5bb935f21f534a87 27d128be851203c3a8e 85fc801db425c918aa6
122d583e4b516e52eac9 b61335e4066796baae2 1a4d217bd2a51a562aeb 13c5b987f6c0616102ee
2e06dadd59167b68af5 4cbc47e91b07d1a1b04 10fb8c663db615f42323 d344905cb680c97d32a
120a2d453e724924b32c 1344ab6bc77c0be48352 16cc0e867e2546c7435e 3786302419f1e6beb8a
6760c0fb8d56bfa5b8c 2fb7cea2cdbe4a793a1 1d5b7c498d28d4ed4ba2 ab8a17e00f9d84b9bba
1e6277ea5f5823355bc4 1766528f23e0a99b2bd6 dac2dee278aa08d6bd9 4f6285361fe17da53df
8e87db7e8a8bf89dbe0 13026cc9cf86767f242b 1943f5ea69c6d4da9c2e 69e6ed0ee8bf9891c48
c45a74766b5a511f44b f4ad6b5d7284bdd945c bfa7893c42674df7c77 b80ad522e8c310cf48d
142cfb2637314b24fc9a 193a4f77ad2215b38ca0 275d9e350c9cd579cb2 11bc1680171d3c164cbd
12a2f50a399ddaa62cc5 57805fd46ef639e8cd8 568f74a878f6f5224de 7f56dc5eafe9a051ce4
1b5755db0d65ec817ce7 1aff3a1c69cf6e6cd4f3 1f5d1668d9d66f4950d 38d723be539a19e7d15
1163797af7a9c83e2519 1ad57f7db2d0d6485d34 1ff2af09ba3b79a13d45 15f8bf92dc1959e12568
6b2d93f9bb607ebd70 efb21b1dc6f02e8357a 15ae54b8f888de546d85 1ddaea2ff1ba64b0dd89
f14317955dac677258f 16bb7183fa233f1ccdab 1cca530e505e904565c8 7ac9d67dce7facde5d3
152ba1e5bb8f43b89ddf 1bce7d670f392fdbade0 18e994f18ba8cba5fde9 14e9947e2b0c4cff6602
16eeb91fffacbcd32608 191e874b969c12dea60b e16827a365de0f25e13 110d0c313fc571cc1626
18bd7a0274ff686bce43 2981850d9de10d5de4f 85b3d27643b2a477e52 22ff525a572e610e65d
763e0605fcd9b05e662 ca75983d914ab667e64 1dbf16f1b18ae6d41667 1ab0ce122a5fea74d679
804b75039e171e18683 36b5c6891d05dca7e91 66f9d002720548a76a1 a503f4ac9323cf486a8
b8415b03c72141a36ad 62a00db05b90e43eba 11345a5aa0a6c325ec2 11ce7cf15d21894786c4
1a34e8d355152174f70a 1010b322ba32a058af0c 1eca3bbf75816e6f5717 1e1ca66c35a7a389f722
a2d5e5ab40fa6d2a728 fdc8fc9ecd16cc0bf33 dd0f42a09e22022df39 12626854c850aebc9747
11673529f10098951f71 1246033c3010846e3788 f75a8a542205be14f8d 162d4935278507138f93
1ac6bd703f7135c96fb8 3b6edc2c547982617cc 18e860d46241ad6a87dd d96ee3cf004b0236fde
1ccc43989007e1dd0fe4`;
