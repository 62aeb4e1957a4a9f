"""The phrases of each intent, without diacritics, and how strongly each speaks for it; and everyday short forms."""

import re
from functools import cache

from handlers.understanding import asked_ahead, asked_papers

SHORT_FORMS = {
    "e": "em", "mk": "minh", "t": "toi", "tui": "toi", "dc": "duoc", "đc": "duoc", "dk": "dang ky", "dky": "dang ky",
    "ko": "khong", "k": "khong", "hok": "khong", "hong": "khong", "kg": "khong", "lop": "lop", "lịch": "lich",
    "tc": "trung cap", "cc": "cao cap", "sc": "so cap", "tcllct": "trung cap", "ccllct": "cao cap",
    "scllct": "so cap", "llct": "ly luan chinh tri", "td": "trinh do", "cb": "can bo", "sdt": "so dien thoai",
    "ptp": "pho truong phong", "tt": "trung tam", "ttct": "trung tam chinh tri", "gi": "gi", "j": "gi",
    "tb": "thong bao", "hv": "hoc vien", "nt": "nhan tin", "mn": "moi nguoi",
    "bnhieu": "bao nhieu", "bn": "bao nhieu", "nhiu": "bao nhieu",
}  # fmt: skip
"""Chat spelling that has one reading. Folded on both sides."""

_ME = r"\b(toi|em|minh|cua toi|ban than|cho toi|tui)\b"
_LEVEL = r"\b(so cap|trung cap|cao cap|trinh do|ly luan( chinh tri)?|bang|chuan)\b"
_NEED = r"\b(can|phai|yeu cau|bat buoc|thieu|dat chuan|du chuan|dat|du)\b"
_TITLE = (
    r"\b(pho truong phong|truong phong|pho phong|chu tich|pho chu tich|bi thu|pho bi thu|uy vien|cong chuc|vien chuc"
    r"|can bo|truong ban|pho ban|chanh|giam doc|hieu truong|chi huy truong|ke toan|dia chinh|chuc danh|chuc vu)\b"
)
_OF_UNIT = r"\b(xa(?! hoi)|thi tran|(?<!pho )(?<!truong )phong|don vi)\b"
_NOT_TO_OTHERS = r"^(?!.*\b(cho|den) (?!toi\b|em\b|minh\b))(?!.*\btoi (cac|tat ca|moi|ca|toan) )"

PHRASES: dict[str, tuple[tuple[str, float], ...]] = {
    "my_status": (
        (rf"{_ME}.*\b(can|phai) (hoc|co) (trinh do|bang|them|den|toi|gi|lop)\b", 3.5),
        (rf"{_ME}.*{_NEED}.*{_LEVEL}", 3.0),
        (rf"{_ME}.*\b(con )?thieu\b.*\b(gi|trinh do|bang|cap)\b", 3.0),
        (rf"\b(trinh do|bang)\b.*\b(cua )?{_ME}", 3.0),
        (rf"{_ME}.*\b(da )?(dat|du) (chuan|yeu cau|tieu chuan)\b", 3.5),
        (rf"{_ME}.*\bdang (co|ghi)\b.*{_LEVEL}", 3.0),
        (r"\b(dat|du) chuan (chua|roi|hay chua)\b", 2.5),
        (r"^(trinh do|status|tinh trang)( cua toi)?$", 3.0),
    ),
    "required_level": (
        (rf"{_TITLE}.*\b(can|phai|yeu cau|doi hoi)\b.*({_LEVEL}|\bgi\b)", 3.2),
        (rf"{_LEVEL}.*\b(cua|cho|doi voi)\b.*{_TITLE}", 3.0),
        (rf"\b(chuc danh|chuc vu) (nao|gi)\b.*{_LEVEL}", 3.0),
        (r"^trinh do theo chuc danh$", 3.5),
    ),
    "what_if": (
        (r"\bneu\b.*\b(duoc )?(bo nhiem|len|lam|giu chuc|bau)\b", 4.2),
        (r"\b(sap|chuan bi) (duoc )?(bo nhiem|len lam)\b", 4.0),
    ),
    "why": ((r"^(vi sao|tai sao|sao lai vay)( \w+){0,4}$", 3.5),),
    "eligibility": (
        (rf"\b(hoc|di hoc|du hoc)\b.*{_LEVEL}.*\bduoc (khong|chua)\b", 4.0),
        (r"\b(du|dieu kien|tieu chuan)\b.*\b(di hoc|hoc|du hoc)\b", 3.0),
        (r"\bdieu kien\b.*\bhoc\b|\bhoc\b.*\bdieu kien\b", 4.2),
        (r"\bdieu kien\b", 2.6),
        (r"\btuoi\b.*\b(hoc|tap trung)\b", 3.6),
        (r"\bhoc\b.*\btuoi\b", 3.0),
        (r"\b(khong )?tap trung\b.*\bduoc (khong|chua)\b", 3.6),
        (rf"{_ME}.*\b(co )?(duoc|the) (di )?hoc\b.*{_LEVEL}", 3.8),
        (r"\bdu bi\b.*\bhoc\b", 3.0),
    ),
    "upcoming_classes": (
        (r"\b(sap toi|sap mo|sap khai giang|thang \d+|thang nay|thang sau|quy|nam nay)\b.*\blop\b", 3.4),
        (r"\blop( \w+){0,6} (nao|gi)\b", 3.0),
        (r"\b(co|mo) (nhung )?lop\b", 2.6),
        (r"\bkhi nao\b.*\b(mo|khai giang)\b", 3.2),
        (r"\blich (khai giang|mo lop)\b", 3.2),
        (r"\blop sap (mo|toi)\b", 3.4),
        (r"^(cac |nhung )?lop (so cap|trung cap|cao cap)( ly luan chinh tri)?( (khong )?tap trung)?$", 3.4),
        (r"^(cac |nhung )?lop( \w+){0,4} thang (\d+|nay|sau|toi)( nam)?( \d{4})?$", 3.4),
        (r"\b(mo|khai giang)\b.*\blop\b", 2.8),
    ),
    "class_detail": (
        (r"\b(khoa|lop k?)\s?\d+\b.*\b(o dau|phong|dia diem|may gio|hoc phi|cho|ai day|chu nhiem|lich)\b", 3.8),
        (r"\bk\d+\w*(\.\d+)?\b.*\b(o dau|phong|may gio|cho|lich|khi nao)\b", 3.8),
        (r"\blop\b.*\b(hoc o dau|o dau|con cho|may gio|hoc phi)\b", 3.0),
    ),
    "my_schedule": (
        (rf"{_ME}.*\bhoc\b.*\b(phong nao|o dau|may gio|buoi nao|luc nao)\b", 3.6),
        (r"\b(lich hoc|thoi khoa bieu)\b", 3.2),
        (r"\b(hom nay|mai|ngay mai|tuan nay|tuan sau|tuan toi|sang nay|chieu nay|chieu mai|sang mai)\b.*\bhoc\b", 3.4),
        (rf"{_ME}.*\bdang (hoc|ky)\b.*\blop (nao|gi)\b", 3.6),
    ),
    "materials": ((r"\b(tai lieu|de cuong|giao trinh|slide|bai giang|de thi mau|(?<!danh )sach)\b", 3.2),),
    "update_profile": (
        (r"\b(thong tin|ho so)\b.*\b(sai|chua dung|khong dung|nham|cu)\b", 4.0),
        (
            r"\b(sua|cap nhat|chinh sua|dieu chinh|chinh lai|bo sung)\b.*"
            r"\b(ho so|thong tin|trinh do|chuc vu|so dien thoai|ngay sinh|ten)\b",
            3.8,
        ),
        (rf"{_ME}.*\b(moi |da |vua )?(chuyen|doi)\b.*\b(ve|sang|so|don vi|chuc vu)\b", 3.4),
        (r"\b(doi so|so dien thoai moi)\b", 3.2),
    ),
    "my_profile": (
        (r"\b(xem )?ho so( \w+)? (cua )?(toi|em|minh)\b", 3.2),
        (r"\bthong tin cua (toi|em|minh)\b", 3.2),
        (r"^ho so( cua toi)?$", 3.4),
    ),
    "my_data": ((r"\bdu lieu (cua|ca nhan)( \w+)?\b", 3.6),),
    "privacy": (
        (r"\b(quyen rieng tu|rieng tu|bao ve du lieu|du lieu ca nhan cua (ai|moi nguoi))\b", 4.4),
        (r"\b(rut|thu hoi|xem)( lai)?( su| cac)? (dong y|cho phep)\b", 4.2),
    ),
    "who_saw_me": (
        (r"\bai\b.*\b(xem|doc|mo|tra cuu)\b.*\b(ho so|thong tin|du lieu)\b( cua)? (toi|em|minh)\b", 5.8),
        (r"\b(nhat ky|lich su|luot) xem( ho so)?( cua)?( toi| em| minh)?$", 4.6),
    ),
    "privacy_ask": (
        (r"\b(xoa|huy|go bo)\b.*\b(du lieu|thong tin|ho so|tai khoan)\b.*\b(cua )?(toi|em|minh)\b", 5.8),
        (r"\b(han che|phan doi|ngung|thoi)( viec)? (xu ly|dung|su dung)\b.*\bdu lieu\b", 5.8),
    ),
    "web": ((r"\b(mo|vao|dang nhap|dung)\b.*\b(trang )?web\b|^(trang )?web$", 4.2),),
    "unlink": ((r"\b(huy|bo|ngung|go) lien ket\b", 4.0),),
    "notifications": (
        (r"\b(tat|ngung|ngat|dung|bat|mo)\b.*\b(thong bao|tin nhan|nhan tin|nhac)\b", 4.0),
        (r"\bdung (nhan|nhac|gui)\b", 3.4),
        (r"\bgio yen tinh\b|\bcai dat\b", 3.4),
        (r"\bso lieu dinh ky\b|\blich gui so lieu\b", 5.6),
        (
            rf"{_NOT_TO_OTHERS}.*\b(gui|nhan)\b.*\b(so lieu|chi tieu)\b.*\b(hang|moi|cuoi) (tuan|thang|thu|chu nhat)\b",
            5.6,
        ),
        (rf"{_NOT_TO_OTHERS}.*\b(hang|moi|cuoi) (tuan|thang|thu|chu nhat)\b.*\bgui\b.*\b(so lieu|chi tieu)\b", 5.6),
        (rf"{_NOT_TO_OTHERS}.*\b(gui|nhan|bao)\b.*\b(so lieu|chi tieu)\b.*\bngay \d", 5.6),
        (r"\b(thoi|dung|ngung|khong|tat|huy)\b.*\b(gui|nhan)\b.*\b(so lieu|chi tieu)\b", 5.6),
        (r"\b(bat|tat|mo|ngung|dung|thoi|nhan|gui)\b.*\bcanh bao\b|^canh bao( chi tieu)?$", 5.6),
    ),
    "my_notices": ((r"\bthong bao\b.*\b(cua|(gui|nhan) (cho|den|cua)|den) (toi|em|minh)\b", 3.3),),
    "notice_after": ((r"\b(tinh hinh |ket qua |xem )*thong bao so \d+\b", 3.6),),
    "notice_called": ((r"^(da |toi )*(goi|dien|dien thoai|co phieu|nhan phieu|thu phieu|phieu)( cho)?( so)? \d", 4.6),),
    "change_receipt": ((r"\b(doi|sua|thay doi)( lai)? xac nhan\b", 4.2),),
    "contact": (
        (r"\b(gap|noi chuyen|lien he|lien lac)\b.*\b(can bo|nguoi|nhan vien|trung tam|ai)\b", 3.8),
        (r"\b(so dien thoai|dia chi|gio lam viec|hotline)\b.*\b(trung tam|van phong|can bo)\b", 3.8),
        (r"\b(trung tam|van phong)\b.*\b(so dien thoai|dia chi|o dau|gio lam viec|may gio)\b", 3.8),
        (r"^(lien he|gap can bo.*|so dien thoai)$", 3.6),
    ),
    "target_summary": (
        (r"\bchi tieu\b|\btinh hinh\b.*\bmuc tieu\b", 3.4),
        (r"\b(so lieu|con so) tong hop\b|\btong hop so lieu\b|\bnhom nao (thap|cao|cham) nhat\b", 3.4),
        (r"\b(ty le|ti le|bao nhieu phan tram|bao nhieu %)\b.*\b(dat|co|chua)\b", 3.0),
        (r"\b(dat|co|duoc)\b.*\b(bao nhieu|may) phan tram\b", 3.0),
        (r"\bcon (bao nhieu|may)\b.*\b(chua co|chua dat|thieu)\b", 3.2),
        (r"^(con )?thieu (bao nhieu|may)( nguoi| dong chi| can bo)?( nua)?$", 3.4),
        *asked_ahead.PHRASES,
        *asked_papers.PHRASES,
    ),
    "target_plan": (
        (r"\bcu (nhung )?(ai|bao nhieu|nguoi nao|dong chi nao)\b", 5.6),
        (r"\bai\b.*\b(can|nen|phai) (duoc )?cu\b", 5.6),
        (
            r"^(xem |lap |cho toi xem )?((danh sach|ke hoach|phuong an)( de xuat)? )?cu( can bo| nguoi)? di hoc"
            r"( so cap| trung cap| cao cap)?$",
            5.6,
        ),
    ),
    "study_answer": ((r"^(xem |tra loi )?de nghi( cu)?( can bo| nguoi)?( di hoc)?$", 4.4),),
    "study_asked": (
        (r"^(xem )?(cac )?de nghi( cu( can bo| nguoi)?( di hoc)?)? da gui$", 4.4),
        (r"^(cac )?don vi( nao)? (da |chua )?(tra loi|dong y|phan hoi)( de nghi)?( chua| the nao| ra sao| gi)?$", 4.4),
    ),
    "missing_list": (
        (r"\b(danh sach|nhung ai|ai)\b.*\b(chua co|chua dat|con thieu|thieu)\b", 4.0),
        (r"\bthieu (nhung )?(ai|nguoi nao|dong chi nao)\b|^(nhung )?ai chua (duoc )?(di )?hoc$", 3.8),
        (r"\b(dong chi|nguoi) nao (con |van )?(chua co|chua dat|thieu)\b", 3.8),
    ),
    "unit_progress": (
        (r"\bso sanh (cac |giua cac )?(xa|thi tran|phong|don vi)\b", 3.6),
        (r"^xem (xa|thi tran|phong|don vi) (?!nao)\w+( \w+){0,6}$|^(ubnd|hdnd|huyen uy|ban) .*\bdat bao nhieu\b", 3.6),
        (rf"{_OF_UNIT}.*\b(dat bao nhieu|cham nhat|cao nhat|thap nhat|tien do)\b", 3.6),
        (rf"{_OF_UNIT} (?!(da |hien )?(dat|duoc|co)\b).*\b(bao nhieu|may) phan tram\b", 3.9),
        (r"\btien do\b.*\b(xa|thi tran|phong|don vi)\b", 3.6),
        (r"^(xa(?! hoi)|thi tran|phong|don vi) (?!nao\b)\w+.* (toi dau|den dau|the nao|ra sao)( roi)?$", 3.6),
        (r"^tinh hinh (cua )?(xa(?! hoi)|thi tran|phong|don vi) (?!nao\b)\w+", 3.6),
        (r"\b(xa|thi tran|phong|don vi) nao (con |van |da )?(chua )?(dat|du)( chi tieu)?$", 4.2),
        (r"^(so lieu |chi tieu )?theo (tung )?don vi$", 4.2),
    ),
    "target_modes": ((r"\btheo he (dao tao|hoc)\b|\b(ty le|ti le)\b.*\b(khong )?tap trung\b", 4.2),),
    "register": ((r"\b(dang ky|ghi danh|xin hoc|muon (di )?hoc|cho (toi|em|minh) (hoc|mot suat))\b", 3.0),),
    "cancel_registration": (
        (r"\b(huy|rut|bo|gach)\b.*\b(dang ky|ten|khong hoc|lop)\b", 4.0),
        (r"\bkhong hoc( lop)?.*\bnua\b", 3.6),
    ),
    "absence": (
        (r"\b(xin )?(vang|nghi hoc|nghi buoi|den tre|ve som)\b", 3.6),
        (r"\bxin (phep )?nghi\b", 3.6),
    ),
    "my_result": (
        (r"\b(diem|ket qua (thi|hoc)|bai thu hoach)\b.*\b(chua|bao nhieu|may|cua|gi)\b", 3.6),
        (r"\b(nhan|cap|lay) (bang|chung nhan|giay chung nhan)\b", 3.4),
        (rf"^(xem )?ket qua( hoc tap)?( cua)? {_ME}$", 4.2),
    ),
    "procedure": (
        (r"\b(ho so|thu tuc|giay to)\b.*\b(gom|can|nop|di hoc|gi)\b", 3.4),
        (r"\b(mat bang|cap lai|cong nhan tuong duong|tuong duong|thi lai|hoc phi|phu cap)\b", 3.4),
    ),
    "class_roster": (
        (r"\blop\b.*\b(bao nhieu nguoi|bao nhieu hoc vien|si so|ai dang ky|danh sach)\b", 3.8),
        (r"\bsi so\b", 3.4),
        (r"\bdanh sach( hoc vien| nguoi hoc)?( cua)? lop\b(?!.*\b(nao|sap|dang|mo)\b)", 3.8),
        (r"\blop\b.*\b(co )?(nhung ai|gom ai|co ai)\b", 3.6),
    ),
    "notices": ((r"^(soan|viet|gui) (mot )?thong bao( moi)?$", 4.4), (r"^(cac )?thong bao$", 3.4)),
    "broadcast": (
        (
            r"^(xin |hay |nho )?(gui|nhan|thong bao|bao)( thong bao| tin)? (cho|toi|den)(?! (toi|em|minh)\b)( \w+){0,3}"
            r" (ca lop|lop|tat ca|moi nguoi|cac xa|xa|don vi|hoc vien)\b",
            4.8,
        ),
        (r"^(gui|nhan|bao)( thong bao| tin)? (ca )?lop \S*\d", 4.8),
        (r"^gui thong bao (cho|toi|den)(?! (toi|em|minh)\b)", 4.8),
        (
            r"\b(gui|nhan|thong bao|bao)\b.*\b(cho(?! (toi|em|minh)\b)|(?<!cho )toi|den)\b"
            r".*\b(ca lop|lop|tat ca|moi nguoi|cac xa|don vi)\b",
            3.8,
        ),
    ),
    "lecturers": ((r"\b(giang vien|bao cao vien|thay co|ai day|nguoi day)\b", 3.2),),
    "find_cadre": ((r"\btra( cuu)? (ho so|can bo)\b", 4.2), (r"\b(tim|xem) (ho so|can bo)\b", 3.3)),
    "notice_waiting": ((r"\b(thong bao|tin)( nao)?( dang)? (cho|can) (toi |em )?duyet\b", 5.0),),
    "jobs": (
        (r"\b(lich|viec|tin) tu dong\b", 3.8),
        (r"\b(bat|tat|xem) (lich nhac|nhac lich|viec tu chay)\b", 3.8),
    ),
    "usage": (
        (r"\bthong ke\b.*\b(truy cap|su dung|tro ly|bot)\b", 3.8),
        (r"\b(bao nhieu|may|so) (nguoi|luot)( da| dang)? (dung|su dung|truy cap|nhan|hoi)\b.*\b(bot|tro ly)\b", 3.8),
        (r"\bbao nhieu (nguoi|luot) truy cap\b", 3.8),
    ),
    "linked_by_unit": ((r"\b(da )?lien ket\b.*\b(bao nhieu|may|so)\b|\b(bao nhieu|so) nguoi( da)? lien ket\b", 3.6),),
    "greeting": (
        (r"^(xin )?(chao|alo|hello|hi|good)\b( \w+){0,4}$", 3.0),
        (r"\b(cam on|cam ta|thank|thanks|tks)\b", 2.4),
        (r"^(tam biet|bye|hen gap)\b", 3.0),
    ),
    "help": (
        (r"\b(lam duoc|giup duoc|ho tro) (nhung )?(gi|viec gi)\b", 3.6),
        (r"\b(cach dung|huong dan|tro giup|su dung)\b", 3.2),
        (r"^(help|menu|giup)\b", 3.4),
    ),
    "out_of_scope": (
        (r"\b(luong|dang phi|nang ngach|thoi tiet|bong da|phim|gia vang|xo so|nau an|karaoke)\b", 4.5),
        (r"\b(quen het|bo qua) (quy dinh|huong dan|lenh)\b", 4.5),
    ),
}
"""Intent → patterns over the spelled-out text with their weights; the heaviest that is found counts."""

GIVER_PHRASES = (
    r"^(gui|dang|them|nop|dua|tai)( len)?( mot| cac)? (tai lieu|de cuong|giao trinh|slide|bai giang)"
    r"( moi)?( (cho|vao|len|den|cua) (?!(toi|em|minh)\b).*)?$",
    r"^(thay|sua|cap nhat) (tai lieu|de cuong|giao trinh|slide|bai giang)\b",
)
"""What staff and lecturers write to hand a material out; from those who study it asks for one."""

_NO_NAME = r"(?!cuu |lop|tai lieu|de cuong|lich|sach|phong|van ban|quy dinh|ho so|can bo|so|don vi|danh sach)"
CLERK_PHRASES = (
    r"^((tra cuu|tra|tim) )?[a-z]{2,4}\d{3,6}$",
    rf"^(tra cuu|tra|tim)( dong chi| ong| ba| anh| chi)? {_NO_NAME}\w+( \w+){{1,4}}$",
    rf"^tra cuu {_NO_NAME}\w{{2,}}$",
)
"""What a clerk types to find a record: its code, or a name after "tra cứu", "tìm"."""


CHECK_PHRASES = (r"^(xin |hay )?(ra soat|kiem tra)( lai)?( toan bo| tat ca| cac)? (ho so|du lieu)( can bo)?$",)
"""What a clerk writes to have the records looked through; a cadre who writes so means their own."""


JOB_PHRASES = (
    r"\b(lich|viec|tin) (chay )?tu dong\b",
    r"\b(bat|tat|xem) (lich nhac|nhac lich|viec tu chay)\b",
)
"""What a clerk writes of what the assistant does by the clock; a cadre who writes so speaks of their own messages."""

SHORT_FORM_PHRASES = (
    r"^(xin |hay |nho )?(cho (toi )?)?((xem|mo|ghi|them|sua) )?((danh sach|bang|cac|nhung) )*((tu|chu|cach) )?viet ?tat"
    r"( (cua )?(trung tam|dia phuong))?$",
)
"""What a clerk writes to see the short forms that staff added; the command without its stroke too."""

DESK_PHRASES = (r"^(ban hoi dap|duyet ((cac )?(muc )?)hoi dap|(cac )?(muc )?hoi dap (dang )?cho duyet)$",)
"""What those who approve answers write to see which wait for them."""

INBOX_PHRASES = (r"^(xin |hay )?((xem|mo|vao) )?hop thu( cau hoi| hoi dap)?$",)
"""What a clerk writes to see the questions that wait for the centre."""

READ_PHRASES = (
    r"^(con )?(nhung )?(ai|nguoi nao|don vi nao|bao nhieu nguoi|may nguoi) (chua|da) (nhan( duoc)?|doc|xem|xac nhan)"
    r" (cac )?thong bao( so \d+)?$",
)
"""What a clerk writes to see how far the notices got."""

_MANY = r"(toan bo |tat ca |toan |ca |cac |moi )*(lop|hoc vien|moi nguoi|xa|don vi|can bo|truong phong|pho phong)"
_TELL = r"(xin |hay |nho )?(gui|nhan|thong bao|bao|nhac)"
SENDER_PHRASES = (
    rf"^(phat|gui|nhan|bao|nhac|soan)\b.*\b(cho|toi|den) {_MANY}\b",
    r"^(nhac|bao|nhan) (tat ca|toan bo|cac|ca)\b",
    rf"^{_TELL}( thong bao| tin)?( cho| toi| den)?( dong chi)? [a-z]{{2,4}}\d{{3,6}} \S",
    rf"^{_TELL}( tin)? (cho |toi |den )?dong chi (?!(toi|nao|day|co|dang|da)\b)\w+ \S",
    r"^(xin |hay |nho )?(nhan|nhan tin|gui tin|gui thong bao) cho (?!(toi|tui|em|minh|anh|chi(?! bo)|chung)\b)\w+ \S",
    rf"\bgui thong bao (cho|toi|den) {_MANY}\b",
    r"^(nhac|nhan|bao) (lop|hoc vien) \S",
    r"^(gui|soan|viet|ra) (mot )?thong bao (moi|nhac|ve|trieu tap|nghi|doi|hoan|chieu sinh|mo lop) \S",
)
"""What a clerk writes to send something to many; a cadre who writes so asks for something."""


@cache
def patterns() -> dict[str, tuple[tuple[re.Pattern[str], float], ...]]:
    """PHRASES compiled; at the first question, since that is a fortieth of a start."""
    return {intent: tuple((re.compile(p), weight) for p, weight in phrases) for intent, phrases in PHRASES.items()}
